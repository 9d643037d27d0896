// Clients on kept connections, each of which sends GET as fast as it is answered. Prints answers, errors and p99.
//
//	load HOST:PORT PATH CLIENTS SECONDS
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"
)

type client struct {
	answers, errors int
	micros          []int
}

func main() {
	address, path := os.Args[1], os.Args[2]
	clients, _ := strconv.Atoi(os.Args[3])
	seconds, _ := strconv.Atoi(os.Args[4])
	request := []byte("GET " + path + " HTTP/1.1\r\nHost: service\r\n\r\n")
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	all := make([]client, clients)
	var group sync.WaitGroup
	for i := range all {
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
		start := time.Now()
		if _, err := connection.Write(request); err != nil {
			c.errors++
			return
		}
		status, err := answer(reader)
		if err != nil || status != "200" {
			c.errors++
			return
		}
		c.answers++
		c.micros = append(c.micros, int(time.Since(start).Microseconds()))
	}
}

var length = []byte("content-length: ")

// Reads an answer whole, which must say how long it is, and gives its status.
func answer(reader *bufio.Reader) (string, error) {
	line, err := reader.ReadSlice('\n')
	if err != nil || len(line) < 12 {
		return "", fmt.Errorf("no status line: %w", err)
	}
	status, size := string(line[9:12]), 0
	for {
		line, err = reader.ReadSlice('\n')
		if err != nil {
			return "", err
		}
		if len(line) <= 2 {
			break
		}
		if lower := bytes.ToLower(line); bytes.HasPrefix(lower, length) {
			size, _ = strconv.Atoi(string(bytes.TrimSpace(lower[len(length):])))
		}
	}
	_, err = io.CopyN(io.Discard, reader, int64(size))
	return status, err
}
