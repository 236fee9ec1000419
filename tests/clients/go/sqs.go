package main

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

var sqsTests = []test{
	{"sqs: ten messages in a batch, received and deleted", func() error {
		client := sqs.NewFromConfig(settings)
		queue, err := client.CreateQueue(background, &sqs.CreateQueueInput{QueueName: aws.String("go-queue")})
		if err != nil {
			return err
		}
		batch := &sqs.SendMessageBatchInput{QueueUrl: queue.QueueUrl}
		for number := 0; number < 10; number++ {
			batch.Entries = append(batch.Entries, types.SendMessageBatchRequestEntry{Id: aws.String(fmt.Sprint(number)), MessageBody: aws.String(fmt.Sprint("body ", number)),
				MessageAttributes: map[string]types.MessageAttributeValue{"n": {DataType: aws.String("Number"), StringValue: aws.String(fmt.Sprint(number))}}})
		}
		sent, err := client.SendMessageBatch(background, batch)
		if err != nil || len(sent.Successful) != 10 {
			return fmt.Errorf("%v: %v", sent, err)
		}
		seen := map[string]bool{}
		for len(seen) < 10 {
			got, err := client.ReceiveMessage(background, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: []string{"All"}})
			if err != nil || len(got.Messages) == 0 {
				return fmt.Errorf("nothing came: %v", err)
			}
			for _, message := range got.Messages {
				seen[*message.Body+*message.MessageAttributes["n"].StringValue] = true
				if _, err := client.DeleteMessage(background, &sqs.DeleteMessageInput{QueueUrl: queue.QueueUrl, ReceiptHandle: message.ReceiptHandle}); err != nil {
					return err
				}
			}
		}
		return equal("body and attribute", seen["body 77"], true)
	}},
	{"sqs: a FIFO queue keeps order and drops what comes twice", func() error {
		client := sqs.NewFromConfig(settings)
		queue, err := client.CreateQueue(background, &sqs.CreateQueueInput{QueueName: aws.String("go.fifo"), Attributes: map[string]string{"FifoQueue": "true", "ContentBasedDeduplication": "true"}})
		if err != nil {
			return err
		}
		for _, body := range []string{"a", "b", "a", "c"} {
			if _, err := client.SendMessage(background, &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: aws.String(body), MessageGroupId: aws.String("g")}); err != nil {
				return err
			}
		}
		got, err := client.ReceiveMessage(background, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, MaxNumberOfMessages: 10})
		if err != nil {
			return err
		}
		order := ""
		for _, message := range got.Messages {
			order += *message.Body
		}
		return equal("order", order, "abc")
	}},
	{"sqs: a queue that is not there", func() error {
		client := sqs.NewFromConfig(settings)
		_, err := client.GetQueueUrl(background, &sqs.GetQueueUrlInput{QueueName: aws.String("nowhere")})
		var missing *types.QueueDoesNotExist
		return equal("QueueDoesNotExist", errors.As(err, &missing), true)
	}},
}
