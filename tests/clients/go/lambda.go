package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

const source = `
import json
def handler(event, context):
    print("seen", event)
    if event.get("fail"):
        raise ValueError(event["fail"])
    return {"doubled": event["n"] * 2, "id": context.aws_request_id}
`

var (
	function = aws.String("go-function")
	role     = aws.String("arn:aws:iam::000000000000:role/any")
)

func packed(name, text string) []byte {
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	file, _ := archive.Create(name)
	file.Write([]byte(text))
	archive.Close()
	return buffer.Bytes()
}

var lambdaTests = []test{
	{"lambda: a function is made, and its waiter ends", func() error {
		client := lambda.NewFromConfig(settings)
		if _, err := client.CreateFunction(background, &lambda.CreateFunctionInput{FunctionName: function, Role: role, Runtime: types.RuntimePython311,
			Handler: aws.String("main.handler"), Code: &types.FunctionCode{ZipFile: packed("main.py", source)}}); err != nil {
			return err
		}
		return lambda.NewFunctionActiveV2Waiter(client).Wait(background, &lambda.GetFunctionInput{FunctionName: function}, 20*time.Second)
	}},
	{"lambda: a result with its log", func() error {
		client := lambda.NewFromConfig(settings)
		answer, err := client.Invoke(background, &lambda.InvokeInput{FunctionName: function, Payload: []byte(`{"n": 21}`), LogType: types.LogTypeTail})
		if err != nil {
			return err
		}
		log, err := base64.StdEncoding.DecodeString(aws.ToString(answer.LogResult))
		if !strings.Contains(string(answer.Payload), `"doubled": 42`) || !strings.Contains(string(log), "seen {'n': 21}") {
			return fmt.Errorf("%s\n%s", answer.Payload, log)
		}
		return err
	}},
	{"lambda: an error of the function", func() error {
		client := lambda.NewFromConfig(settings)
		answer, err := client.Invoke(background, &lambda.InvokeInput{FunctionName: function, Payload: []byte(`{"fail": "no"}`)})
		if err != nil {
			return err
		}
		return first(equal("function error", aws.ToString(answer.FunctionError), "Unhandled"), equal("status", answer.StatusCode, 200),
			equal("type", strings.Contains(string(answer.Payload), `"errorType": "ValueError"`), true))
	}},
	{"lambda: a streamed result", func() error {
		client := lambda.NewFromConfig(settings)
		answer, err := client.InvokeWithResponseStream(background, &lambda.InvokeWithResponseStreamInput{FunctionName: function, Payload: []byte(`{"n": 1}`)})
		if err != nil {
			return err
		}
		defer answer.GetStream().Close()
		var payload []byte
		ended := false
		for event := range answer.GetStream().Events() {
			switch event := event.(type) {
			case *types.InvokeWithResponseStreamResponseEventMemberPayloadChunk:
				payload = append(payload, event.Value.Payload...)
			case *types.InvokeWithResponseStreamResponseEventMemberInvokeComplete:
				ended = event.Value.ErrorCode == nil
			}
		}
		return first(answer.GetStream().Err(), equal("ended", ended, true), equal("payload", strings.Contains(string(payload), `"doubled": 2`), true))
	}},
	{"lambda: a function that is not there", func() error {
		client := lambda.NewFromConfig(settings)
		_, err := client.Invoke(background, &lambda.InvokeInput{FunctionName: aws.String("nowhere")})
		var missing *types.ResourceNotFoundException
		return equal("ResourceNotFoundException", errors.As(err, &missing), true)
	}},
}
