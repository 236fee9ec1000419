package main

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

const machine = `{"StartAt": "Each", "States": {
  "Each": {"Type": "Map", "ItemsPath": "$.numbers", "ItemProcessor": {"StartAt": "Double", "States": {
    "Double": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, "OutputPath": "$.Payload.doubled",
               "Parameters": {"FunctionName": "go-function", "Payload": {"n.$": "$"}}}}}, "End": true}}}`

var statesTests = []test{
	{"states: an execution over functions, and its history in pages", func() error {
		client := sfn.NewFromConfig(settings)
		made, err := client.CreateStateMachine(background, &sfn.CreateStateMachineInput{Name: aws.String("go-machine"), RoleArn: role, Definition: aws.String(machine)})
		if err != nil {
			return err
		}
		started, err := client.StartExecution(background, &sfn.StartExecutionInput{StateMachineArn: made.StateMachineArn, Input: aws.String(`{"numbers": [1, 2, 3]}`)})
		if err != nil {
			return err
		}
		var last *sfn.DescribeExecutionOutput
		if err := eventually(func() (bool, error) {
			last, err = client.DescribeExecution(background, &sfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
			return err == nil && last.Status != types.ExecutionStatusRunning, err
		}); err != nil {
			return err
		}
		pages := sfn.NewGetExecutionHistoryPaginator(client, &sfn.GetExecutionHistoryInput{ExecutionArn: started.ExecutionArn, MaxResults: 10})
		var events []types.HistoryEvent
		for pages.HasMorePages() {
			page, err := pages.NextPage(background)
			if err != nil {
				return err
			}
			events = append(events, page.Events...)
		}
		if len(events) < 20 {
			return fmt.Errorf("only %d events", len(events))
		}
		return first(equal("output", aws.ToString(last.Output), "[2,4,6]"), equal("first event", events[0].Type, types.HistoryEventTypeExecutionStarted),
			equal("last event", events[len(events)-1].Type, types.HistoryEventTypeExecutionSucceeded))
	}},
	{"states: a definition that is not one", func() error {
		client := sfn.NewFromConfig(settings)
		_, err := client.CreateStateMachine(background, &sfn.CreateStateMachineInput{Name: aws.String("bad"), RoleArn: role, Definition: aws.String(`{"StartAt": "A"}`)})
		var invalid *types.InvalidDefinition
		return equal("InvalidDefinition", errors.As(err, &invalid), true)
	}},
}
