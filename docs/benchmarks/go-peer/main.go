// The peer in Go: GET /stock/{sku} with the same bounds, the same log fields and the same metrics as Orders.
package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	connections = 10
	concurrent  = 256
	patience    = 700 * time.Millisecond // for a connection of the pool
	silence     = time.Second            // for an answer of the database
)

// StockItem is the stock of one product.
type StockItem struct {
	SKU      string `json:"sku"`
	Received int64  `json:"received"`
	OnHand   int64  `json:"onHand"`
}

type server struct {
	pool   *pgxpool.Pool
	places chan struct{}
	log    *slog.Logger
}

var (
	skus     = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{0,31}$`)
	requests = promauto.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "http_server_requests_seconds",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .3, .5, 1, 2, 5, 10, 30},
	}, []string{"method", "uri", "status", "outcome", "exception", "wait"})
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: named}))
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Error("DATABASE_URL", "error", err)
		os.Exit(1)
	}
	config.MaxConns = connections
	config.ConnConfig.RuntimeParams["statement_timeout"] = "800"
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		log.Error("no database", "error", err)
		os.Exit(1)
	}
	s := &server{pool: pool, places: make(chan struct{}, concurrent), log: log}
	go func() { _ = http.ListenAndServe(":8081", promhttp.Handler()) }()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", s.ready)
	mux.HandleFunc("GET /stock/{sku}", s.observed("/stock/{sku}", s.stock))
	service := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second,
		IdleTimeout: 620 * time.Second, MaxHeaderBytes: 8 << 10}
	log.Error("stopped", "error", service.ListenAndServe())
}

// Names as Orders writes them.
func named(_ []string, attribute slog.Attr) slog.Attr {
	switch attribute.Key {
	case slog.TimeKey:
		attribute.Key = "@timestamp"
	case slog.MessageKey:
		attribute.Key = "message"
	}
	return attribute
}

func (s *server) ready(w http.ResponseWriter, request *http.Request) {
	if s.pool.Ping(request.Context()) != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Bounds, counts and logs a route.
func (s *server) observed(route string, handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		start := time.Now()
		answer := &recorder{ResponseWriter: w, status: http.StatusOK}
		select {
		case s.places <- struct{}{}:
			handler(answer, request)
			<-s.places
		default:
			problem(answer, http.StatusServiceUnavailable, "overloaded")
		}
		took := time.Since(start)
		outcome := "SUCCESS"
		if answer.status >= 400 {
			outcome = "ERROR"
		}
		requests.WithLabelValues(request.Method, route, strconv.Itoa(answer.status), outcome, "none", "false").Observe(took.Seconds())
		trace, span := traced(request)
		s.log.LogAttrs(request.Context(), slog.LevelInfo, "request", slog.String("logger_name", "access"),
			slog.String("thread_name", ""), slog.String("method", request.Method), slog.String("route", route),
			slog.Int("status", answer.status), slog.Int64("duration_ms", took.Milliseconds()),
			slog.String("traceId", trace), slog.String("spanId", span))
	}
}

// The ids of W3C's traceparent, or new ones.
func traced(request *http.Request) (string, string) {
	var ids [24]byte
	for i := range ids {
		ids[i] = byte(rand.Uint32())
	}
	trace := hex.EncodeToString(ids[:16])
	if parent := request.Header.Get("traceparent"); len(parent) == 55 {
		trace = parent[3:35]
	}
	return trace, hex.EncodeToString(ids[16:])
}

func (s *server) stock(w http.ResponseWriter, request *http.Request) {
	sku := request.PathValue("sku")
	if !skus.MatchString(sku) {
		problem(w, http.StatusBadRequest, "invalid-request")
		return
	}
	item, err := s.find(request.Context(), sku)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		problem(w, http.StatusNotFound, "not-found")
	case err != nil:
		problem(w, http.StatusServiceUnavailable, "database-unavailable")
	default:
		answer(w, http.StatusOK, "application/json", item)
	}
}

func (s *server) find(ctx context.Context, sku string) (StockItem, error) {
	waiting, cancel := context.WithTimeout(ctx, patience)
	connection, err := s.pool.Acquire(waiting)
	cancel()
	if err != nil {
		return StockItem{}, err
	}
	defer connection.Release()
	asking, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	var item StockItem
	err = connection.QueryRow(asking, "select sku, received, on_hand from stock where sku = $1", sku).
		Scan(&item.SKU, &item.Received, &item.OnHand)
	return item, err
}

func problem(w http.ResponseWriter, status int, name string) {
	answer(w, status, "application/problem+json", map[string]any{"type": "urn:problem-type:orders:" + name, "status": status})
}

func answer(w http.ResponseWriter, status int, kind string, body any) {
	text, _ := json.Marshal(body)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-Frame-Options", "DENY")
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
