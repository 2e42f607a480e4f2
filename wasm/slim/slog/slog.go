// Package slog stands in for log/slog where the engine reports on itself: an error is printed without its attributes, and nothing else is.
package slog

import "context"

type (
	// A Level is how much a message matters.
	Level int
	// A Logger prints errors alone.
	Logger struct{}
)

// LevelDebug is the only level that is asked for.
const LevelDebug Level = -4

// Default is the one logger.
func Default() *Logger { return &Logger{} }

// Enabled is false: nothing below an error is printed.
func (*Logger) Enabled(context.Context, Level) bool { return false }

// Debug prints nothing.
func Debug(message string, attributes ...any) {}

// Error prints the message.
func Error(message string, attributes ...any) { println(message) }
