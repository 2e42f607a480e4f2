package lessons

import (
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
)

func init() {
	levers["recommender"] = [][]Turn{{}, {{"output", 0}, {"rate", 0.0001}}, {{"rate", 0.0001}}}
}
