//go:build browser

package test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var duration = regexp.MustCompile(`^PT\d+\.\d\dS$`)

// judge holds what came to cmi5's rules: order, categories, durations, the context that the platform gave.
func (s *store) judge() {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.t
	t.Helper()
	if s.wrong != "" {
		t.Error(s.wrong)
	}
	if s.posts != 1 || s.profiles != 1 {
		t.Errorf("the token was asked for %d times, the preferences %d times", s.posts, s.profiles)
	}
	seen := map[string]bool{}
	var at time.Time
	for i, st := range s.statements {
		v := st.verb()
		if (i == 0) != (v == "initialized") || (i == len(s.statements)-1) != (v == "terminated") {
			t.Errorf("statement %d of %d is %s", i+1, len(s.statements), v)
		}
		defined := slices.Contains([]string{"initialized", "completed", "passed", "terminated"}, v)
		if defined && seen[v] {
			t.Errorf("%s twice", v)
		}
		seen[v] = true
		if st.in("categories/cmi5") != defined || st.in("categories/moveon") != (v == "completed" || v == "passed") {
			t.Errorf("%s stands under %v", v, st.Context.ContextActivities["category"])
		}
		if (st.Object.ID == activity) == (v == "answered") || st.Context.Registration != registration ||
			st.Context.Extensions["https://w3id.org/xapi/cmi5/context/extensions/sessionid"] != session || st.Context.ContextActivities["grouping"][0]["id"] != publisher {
			t.Errorf("%s is about %s, in %+v", v, st.Object.ID, st.Context)
		}
		if slices.Contains([]string{"completed", "passed", "terminated"}, v) != (st.Result != nil && duration.MatchString(st.Result.Duration)) {
			t.Errorf("%s has the result %+v", v, st.Result)
		}
		when, err := time.Parse(time.RFC3339, st.Timestamp)
		if err != nil || when.Before(at) || !strings.HasSuffix(st.Timestamp, "Z") {
			t.Errorf("%s at %s, after %v: %v", v, st.Timestamp, at, err)
		}
		at = when
		if a, _ := json.Marshal(st.Actor); !sameJSON(string(a), actor) {
			t.Errorf("the actor is %s", a)
		}
		if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(st.ID) {
			t.Errorf("%s has the id %s", v, st.ID)
		}
	}
}

// A whole session with a cmi5 platform on another origin, and another one that takes it up.
func TestCmi5Session(t *testing.T) {
	p := newPlatform(t, "")
	s := newStore(t, "Normal")
	s.back = p.URL + "/course"
	b := bare(t)
	b.excuse("status of 404") // a store that holds no such document yet says so
	open := func(s *store) {
		b.visit(p.URL+"/cmi5/hourglass/index.html"+s.launch(), p.URL, s.URL)
		b.waitState("ready", 40*time.Second)
		b.do(script(`{ const e = document.createElement("script"); e.type = "module"; e.src = "../teller.js"; document.head.append(e); }`))
		b.wait(`window.tell`, 5*time.Second)
		b.wait(seen("#return"), 10*time.Second)
	}
	open(s)
	if address := eval[string](b, `location.href`); strings.Contains(address, "actor") || strings.Contains(address, "fetch") || !strings.Contains(address, "?theme=dark") {
		t.Errorf("the address that a learner may share is %s", address)
	}
	b.shot("record-cmi5")
	b.answers("document")
	for _, id := range []string{"squeeze", "step", "map", "draw", "one", "widen"} {
		b.do(script(fmt.Sprintf(`tell("done", {id: %q, index: 0, count: 8})`, id)))
	}
	b.do(script(`tell("goal", {id: "goal", step: 700})`))
	want := []string{"initialized", "progressed", "answered", "progressed", "progressed", "progressed", "progressed", "progressed", "completed", "passed"}
	s.hears(want...)
	for _, st := range s.statements {
		if st.verb() == "answered" && (st.Result.Response != "1" || st.Result.Success == nil || st.Object.Definition.InteractionType != "choice" || len(st.Object.Definition.Choices) != 3) {
			t.Errorf("the answer is %+v about %+v", st.Result, st.Object)
		}
		if st.verb() == "passed" && st.Result.Score["scaled"] != 1.0 {
			t.Errorf("passed with %+v", st.Result)
		}
	}
	b.press("#return")
	b.wait(`document.documentElement?.dataset.state === "course"`, 10*time.Second)
	if got := s.said(); got[len(got)-1] != "terminated" {
		t.Errorf("the end is %v", got)
	}
	s.judge()
	// Launched once more in the same registration: nothing that may come once comes again.
	again := newStore(t, "Normal")
	again.states = s.states
	again.back = s.back
	open(again)
	if got := eval[string](b, marks); got != "11111110" || !eval[bool](b, answered) {
		t.Errorf("the marks are %s", got)
	}
	b.do(script(`tell("done", {id: "goal", index: 7, count: 8}); location.href = "/course"`))
	b.wait(`document.documentElement?.dataset.state === "course"`, 10*time.Second)
	again.hears("initialized", "terminated")
	again.judge()
}

// Who only browses or reviews leaves no trace but that they were there.
func TestCmi5Silence(t *testing.T) {
	alongside(t)
	for _, mode := range []string{"Browse", "Review"} {
		t.Run(mode, func(t *testing.T) {
			p := newPlatform(t, "")
			s := newStore(t, mode)
			b := bare(t).visit(p.URL+"/cmi5/hourglass/index.html"+s.launch(), p.URL, s.URL)
			b.excuse("status of 404")
			b.waitState("ready", 40*time.Second)
			b.answers("document")
			b.quiet()
			b.do(script(`location.href = "/course"`))
			b.wait(`document.documentElement?.dataset.state === "course"`, 10*time.Second)
			s.hears("initialized", "terminated")
			if len(s.states) > 0 {
				t.Errorf("it keeps %v", s.states)
			}
			s.judge()
		})
	}
}

// A record store that cannot be reached, falls silent, or was never named takes nothing from the lesson; what it missed goes with the next.
func TestCmi5Unrecorded(t *testing.T) {
	alongside(t)
	for _, name := range []string{"none", "down", "later"} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t, "")
			s := newStore(t, "Normal")
			s.broken = name == "down"
			b := bare(t)
			b.excuse("Failed to load resource")
			query := s.launch()
			if name == "none" {
				query = "?endpoint=x&fetch=javascript:alert(1)"
			}
			b.visit(p.URL+"/cmi5/hourglass/index.html"+query, p.URL, s.URL)
			b.waitState("ready", 40*time.Second)
			if name == "later" {
				s.hears("initialized")
				b.quiet()
				s.mu.Lock()
				s.broken = true
				s.mu.Unlock()
			}
			b.answers("document")
			b.wait(`document.querySelector("#unrecorded").textContent === "Your progress is not recorded here."`, 5*time.Second)
			if name != "later" {
				return
			}
			s.mu.Lock()
			s.broken = false
			s.mu.Unlock()
			b.press("[data-go=draw]")
			s.hears("initialized", "progressed", "answered")
			s.keeps("hourglass.progress", "draw")
		})
	}
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}
