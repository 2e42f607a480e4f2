//go:build browser

package test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A statement is what a lesson tells a record store.
type statement struct {
	ID    string `json:"id"`
	Actor any    `json:"actor"`
	Verb  struct {
		ID string `json:"id"`
	} `json:"verb"`
	Object struct {
		ID         string `json:"id"`
		Definition struct {
			InteractionType string `json:"interactionType"`
			Choices         []any  `json:"choices"`
		} `json:"definition"`
	} `json:"object"`
	Result *struct {
		Completion *bool          `json:"completion"`
		Success    *bool          `json:"success"`
		Response   string         `json:"response"`
		Duration   string         `json:"duration"`
		Score      map[string]any `json:"score"`
		Extensions map[string]any `json:"extensions"`
	} `json:"result"`
	Context struct {
		Registration      string                         `json:"registration"`
		ContextActivities map[string][]map[string]string `json:"contextActivities"`
		Extensions        map[string]any                 `json:"extensions"`
	} `json:"context"`
	Timestamp string `json:"timestamp"`
}

// verb is the last word of a statement's verb.
func (s statement) verb() string { return s.Verb.ID[strings.LastIndex(s.Verb.ID, "/")+1:] }

// in reports whether a statement stands under a category.
func (s statement) in(category string) bool {
	for _, c := range s.Context.ContextActivities["category"] {
		if strings.HasSuffix(c["id"], "/"+category) {
			return true
		}
	}
	return false
}

// A store is a record store of a course platform, small and strict: it takes what cmi5 allows, in the order in which it comes, and notes what it
// does not allow.
type store struct {
	*httptest.Server
	t          *testing.T
	mode       string // launchMode
	back       string // returnURL
	mu         sync.Mutex
	posts      int // to the fetch address
	statements []statement
	raw        map[string]any // by id
	states     map[string]string
	profiles   int    // times that the learner's preferences were asked for
	broken     bool   // it answers nothing but 503
	wrong      string // the first thing that was not as it must be
}

const (
	token        = "bGVhcm5lcjpzZWNyZXQ="
	registration = "760e3480-ba55-4991-94b0-01820dbd23a2"
	activity     = "https://lms.example/activities/17"
	publisher    = "urn:uuid:publisher"
	session      = "session-4711"
	template     = `{"contextActivities": {"grouping": [{"id": "` + publisher + `"}]}, "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "` + session + `"}}`
	actor        = `{"objectType":"Agent","account":{"homePage":"https://lms.example","name":"1625378"}}`
)

func newStore(t *testing.T, mode string) *store {
	s := &store{t: t, mode: mode, raw: map[string]any{}, states: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("GET /xapi/activities/state", s.getState)
	mux.HandleFunc("PUT /xapi/activities/state", s.putState)
	mux.HandleFunc("GET /xapi/agents/profile", func(w http.ResponseWriter, r *http.Request) {
		s.profiles++
		s.holds(r.URL.Query().Get("profileId") == "cmi5LearnerPreferences", "a profile %v", r.URL)
		http.Error(w, "none", http.StatusNotFound)
	})
	mux.HandleFunc("POST /xapi/statements", s.take)
	s.Server = httptest.NewServer(s.guard(mux))
	t.Cleanup(s.Close)
	return s
}

// holds notes the first thing that is not so.
func (s *store) holds(is bool, format string, args ...any) {
	if !is && s.wrong == "" {
		s.wrong = fmt.Sprintf(format, args...)
	}
}

// guard lets the lesson in from its own origin, and asks for the token.
func (s *store) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Allow-Headers", "authorization, content-type, x-experience-api-version")
		h.Set("Access-Control-Allow-Methods", "GET, PUT, POST")
		h.Set("Cache-Control", "no-store")
		if r.Method == http.MethodOptions {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.broken {
			http.Error(w, "down for today", http.StatusServiceUnavailable)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/xapi/") {
			s.holds(r.Header.Get("Authorization") == "Basic "+token, "the token of %s is %q", r.URL.Path, r.Header.Get("Authorization"))
			s.holds(r.Header.Get("X-Experience-API-Version") == "1.0.3", "the version is %q", r.Header.Get("X-Experience-API-Version"))
		}
		next.ServeHTTP(w, r)
	})
}

func (s *store) token(w http.ResponseWriter, r *http.Request) {
	s.posts++
	w.Header().Set("Content-Type", "application/json")
	if s.posts > 1 {
		fmt.Fprint(w, `{"error-code": "1", "error-text": "The authorization token has already been returned."}`)
		return
	}
	fmt.Fprintf(w, `{"auth-token": %q}`, token)
}

// named is the state document that a request is about.
func (s *store) named(r *http.Request) string {
	q := r.URL.Query()
	s.holds(q.Get("activityId") == activity && q.Get("registration") == registration && q.Get("agent") == actor, "a state of somebody else: %v", r.URL)
	return q.Get("stateId")
}

func (s *store) getState(w http.ResponseWriter, r *http.Request) {
	name := s.named(r)
	text, known := s.states[name]
	if name == "LMS.LaunchData" {
		back, _ := json.Marshal(s.back)
		text, known = fmt.Sprintf(`{"contextTemplate": %s, "launchMode": %q, "moveOn": "Completed", "returnURL": %s}`, template, s.mode, back), true
	}
	if !known {
		http.Error(w, "none", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, text)
}

func (s *store) putState(w http.ResponseWriter, r *http.Request) {
	name := s.named(r)
	b, err := io.ReadAll(r.Body)
	s.holds(err == nil && json.Valid(b) && name != "LMS.LaunchData", "the state %s is set to %q", name, b)
	s.states[name] = string(b)
	w.WriteHeader(http.StatusNoContent)
}

// take keeps statements. One that is there already is taken once more only if it says the same.
func (s *store) take(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if !strings.HasPrefix(string(b), "[") {
		b = []byte("[" + string(b) + "]")
	}
	var list []statement
	var raw []any
	if err := json.Unmarshal(b, &list); err != nil {
		s.holds(false, "%v: %s", err, b)
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.holds(json.Unmarshal(b, &raw) == nil, "statements %s", b)
	for i, st := range list {
		if old, there := s.raw[st.ID]; there {
			s.holds(reflect.DeepEqual(old, raw[i]), "statement %s says two things", st.ID)
			continue
		}
		s.raw[st.ID] = raw[i]
		s.statements = append(s.statements, st)
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, "[]")
}

// said are the verbs that have come, in order.
func (s *store) said() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var v []string
	for _, st := range s.statements {
		v = append(v, st.verb())
	}
	return v
}

// hears waits until just these verbs have come, in this order.
func (s *store) hears(want ...string) {
	s.t.Helper()
	for end := time.Now().Add(patience); !slices.Equal(s.said(), want); time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Errorf("it says %v, not %v", s.said(), want)
			return
		}
	}
}

// keeps waits until a state document holds a text.
func (s *store) keeps(name, part string) {
	s.t.Helper()
	state := func() string {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.states[name]
	}
	for end := time.Now().Add(patience); !strings.Contains(state(), part); time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Errorf("%s is %s, without %s", name, state(), part)
			return
		}
	}
}

// launch is what a platform adds to the address of a lesson, in an order of its own.
func (s *store) launch() string {
	q := []string{"activityId=" + url.QueryEscape(activity), "fetch=" + url.QueryEscape(s.URL+"/token?k=1"), "registration=" + registration,
		"endpoint=" + url.QueryEscape(s.URL+"/xapi"), "actor=" + url.QueryEscape(actor)}
	return "?theme=dark&" + strings.Join(q, "&")
}
