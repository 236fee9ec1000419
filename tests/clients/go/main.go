// AWS's SDK for Go against the emulator: one line of output for each test, as the other clients print it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go"
)

var (
	background = context.Background()
	settings   aws.Config
)

type test struct {
	name string
	body func() error
}

func main() {
	var err error
	if settings, err = config.LoadDefaultConfig(background); err != nil {
		fmt.Println("not ok configuration:", err)
		os.Exit(1)
	}
	failed := 0
	for _, tests := range [][]test{dynamodbTests, s3Tests, sqsTests, lambdaTests, statesTests, neighbourTests} {
		for _, one := range tests {
			if err := one.body(); err != nil {
				failed++
				fmt.Printf("not ok %s\n%v\n", one.name, err)
			} else {
				fmt.Println("ok", one.name)
			}
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// first is the first error of several, so that a test can be a list of what must hold.
func first(all ...error) error {
	return errors.Join(all...)
}

func equal[T comparable](what string, got, wanted T) error {
	if got != wanted {
		return fmt.Errorf("%s: got %v, wanted %v", what, got, wanted)
	}
	return nil
}

// refused says whether err is AWS's error with this code.
func refused(err error, code string) error {
	var refusal smithy.APIError
	if !errors.As(err, &refusal) {
		return fmt.Errorf("not refused with %s: %v", code, err)
	}
	return equal("error code", refusal.ErrorCode(), code)
}

func eventually(check func() (bool, error)) error {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if done, err := check(); done || err != nil {
			return err
		}
	}
	return errors.New("did not happen within 20 s")
}
