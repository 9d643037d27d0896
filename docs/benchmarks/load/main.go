// Clients on kept connections, each of which sends GET, or POST with a body, as fast as it is answered, or all together at
// most so many a second. Prints answers, errors and p99 in µs.
//
//	load HOST:PORT PATH CLIENTS[@RATE] SECONDS [JSON]
package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

type client struct {
	interval        time.Duration
	due             time.Time
	answers, errors int
	micros          []int
}

func main() {
	address, path := os.Args[1], os.Args[2]
	count, rate, _ := strings.Cut(os.Args[3], "@")
	clients, _ := strconv.Atoi(count)
	var interval time.Duration // between two requests of a client
	if perSecond, _ := strconv.Atoi(rate); perSecond > 0 {
		interval = time.Duration(clients) * time.Second / time.Duration(perSecond)
	}
	seconds, _ := strconv.Atoi(os.Args[4])
	request := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: service\r\n\r\n", path)
	if len(os.Args) > 5 {
		json := os.Args[5]
		request = fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\n"+
			"Content-Length: %d\r\n\r\n%s", path, len(json), json)
	}
	start := time.Now()
	end := start.Add(time.Duration(seconds) * time.Second)
	all := make([]client, clients)
	var group sync.WaitGroup
	for i := range all {
		all[i].interval = interval
		all[i].due = start.Add(interval * time.Duration(i) / time.Duration(clients))
		group.Go(func() { all[i].run(address, request, end) })
	}
	group.Wait()
	var sum client
	for _, each := range all {
		sum.answers += each.answers
		sum.errors += each.errors
		sum.micros = append(sum.micros, each.micros...)
	}
	slices.Sort(sum.micros)
	fmt.Printf("%d %d %d\n", sum.answers, sum.errors, p99(sum.micros))
}

func p99(sorted []int) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(.99*float64(len(sorted)-1))]
}

func (c *client) run(address string, request []byte, end time.Time) {
	for time.Now().Before(end) {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			c.errors++
			time.Sleep(10 * time.Millisecond)
			continue
		}
		c.use(connection, request, end)
		_ = connection.Close()
	}
}

// Until the connection is closed.
func (c *client) use(connection net.Conn, request []byte, end time.Time) {
	reader := bufio.NewReader(connection)
	for time.Now().Before(end) {
		start := c.next()
		if start.After(end) {
			return
		}
		if _, err := connection.Write(request); err != nil {
			c.errors++
			return
		}
		if !succeeds(reader) {
			c.errors++
			return
		}
		c.answers++
		c.micros = append(c.micros, int(time.Since(start).Microseconds()))
	}
}

// Waits until a request is due; from then on its answer is awaited, even if this client is late.
func (c *client) next() time.Time {
	if c.interval == 0 {
		return time.Now()
	}
	due := c.due
	c.due = due.Add(c.interval)
	time.Sleep(time.Until(due))
	return due
}

// Reads an answer whole.
func succeeds(reader *bufio.Reader) bool {
	answer, err := http.ReadResponse(reader, nil)
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err == nil && answer.StatusCode/100 == 2
}
