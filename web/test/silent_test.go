//go:build browser

package test

import (
	"testing"
	"time"
)

// A run that has died without an explosion is said to be dead in the page's notice, in its language, and no longer once it is begun anew.
func TestSilenceIsSaid(t *testing.T) {
	for link, words := range map[string][]string{
		"hourglass/#unit=relu&rate=1&step=200": {"Learning rate (1) is the likeliest cause"},
		"es/hourglass/#decay=0.1&step=600":     {"Todas las copias son ya iguales", "“Decaimiento de pesos” (0.1)"},
	} {
		b := bare(t).open(link).live()
		for _, w := range words {
			b.wait(told+`.includes("`+w+`") && document.querySelector('.notice p[role="status"]')`, 10*time.Second)
		}
		b.press(`[data-action="reset"]`)
		b.wait(told+` === ""`, 5*time.Second)
	}
}
