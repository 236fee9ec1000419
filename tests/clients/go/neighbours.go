package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

const template = `
Parameters: {Name: {Type: String}}
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}
Outputs:
  Url: {Value: !Ref Queue}
`

var neighbourTests = []test{
	{"sts: who calls", func() error {
		who, err := sts.NewFromConfig(settings).GetCallerIdentity(background, nil)
		if err != nil {
			return err
		}
		return equal("account", aws.ToString(who.Account), os.Getenv("AWS_ACCESS_KEY_ID"))
	}},
	{"sns: a topic with a queue", func() error {
		client, queues := sns.NewFromConfig(settings), sqs.NewFromConfig(settings)
		topic, err := client.CreateTopic(background, &sns.CreateTopicInput{Name: aws.String("go-topic")})
		if err != nil {
			return err
		}
		queue, err := queues.CreateQueue(background, &sqs.CreateQueueInput{QueueName: aws.String("go-subscriber")})
		if err != nil {
			return err
		}
		arn := strings.Replace(*topic.TopicArn, ":sns:", ":sqs:", 1)
		arn = strings.Replace(arn, "go-topic", "go-subscriber", 1)
		if _, err = client.Subscribe(background, &sns.SubscribeInput{TopicArn: topic.TopicArn, Protocol: aws.String("sqs"), Endpoint: &arn}); err != nil {
			return err
		}
		if _, err = client.Publish(background, &sns.PublishInput{TopicArn: topic.TopicArn, Message: aws.String("hello")}); err != nil {
			return err
		}
		got, err := queues.ReceiveMessage(background, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, WaitTimeSeconds: 5})
		if err != nil || len(got.Messages) != 1 {
			return fmt.Errorf("nothing came: %v", err)
		}
		return equal("message", strings.Contains(*got.Messages[0].Body, `"Message" : "hello"`) || strings.Contains(*got.Messages[0].Body, `"Message":"hello"`), true)
	}},
	{"kinesis: what is put is read", func() error {
		client := kinesis.NewFromConfig(settings)
		name := aws.String("go-stream")
		if _, err := client.CreateStream(background, &kinesis.CreateStreamInput{StreamName: name, ShardCount: aws.Int32(1)}); err != nil {
			return err
		}
		if err := kinesis.NewStreamExistsWaiter(client).Wait(background, &kinesis.DescribeStreamInput{StreamName: name}, 20*time.Second); err != nil {
			return err
		}
		put, err := client.PutRecord(background, &kinesis.PutRecordInput{StreamName: name, PartitionKey: aws.String("k"), Data: []byte{0, 1, 255}})
		if err != nil {
			return err
		}
		from, err := client.GetShardIterator(background, &kinesis.GetShardIteratorInput{StreamName: name, ShardId: put.ShardId, ShardIteratorType: kinesistypes.ShardIteratorTypeTrimHorizon})
		if err != nil {
			return err
		}
		got, err := client.GetRecords(background, &kinesis.GetRecordsInput{ShardIterator: from.ShardIterator})
		if err != nil {
			return err
		}
		return first(equal("records", len(got.Records), 1), equal("data", string(got.Records[0].Data), "\x00\x01\xff"))
	}},
	{"logs: what a function wrote", func() error {
		client := cloudwatchlogs.NewFromConfig(settings)
		found, err := client.FilterLogEvents(background, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: aws.String("/aws/lambda/go-function"), FilterPattern: aws.String(`"seen"`)})
		if err != nil {
			return err
		}
		return equal("lines are there", len(found.Events) > 0, true)
	}},
	{"cloudformation: a stack with its output", func() error {
		client := cloudformation.NewFromConfig(settings)
		name := aws.String("go-stack")
		if _, err := client.CreateStack(background, &cloudformation.CreateStackInput{StackName: name, TemplateBody: aws.String(template)}); err == nil {
			return fmt.Errorf("a parameter without a value was taken")
		} else if err := refused(err, "ValidationError"); err != nil {
			return err
		}
		changes := &cloudformation.CreateChangeSetInput{StackName: name, ChangeSetName: aws.String("first"), ChangeSetType: "CREATE", TemplateBody: aws.String(strings.Replace(template, "{Type: String}", "{Type: String, Default: go-stacked}", 1))}
		if _, err := client.CreateChangeSet(background, changes); err != nil {
			return err
		}
		if err := cloudformation.NewChangeSetCreateCompleteWaiter(client).Wait(background, &cloudformation.DescribeChangeSetInput{StackName: name, ChangeSetName: aws.String("first")}, 20*time.Second); err != nil {
			return err
		}
		if _, err := client.ExecuteChangeSet(background, &cloudformation.ExecuteChangeSetInput{StackName: name, ChangeSetName: aws.String("first")}); err != nil {
			return err
		}
		if err := cloudformation.NewStackCreateCompleteWaiter(client).Wait(background, &cloudformation.DescribeStacksInput{StackName: name}, 20*time.Second); err != nil {
			return err
		}
		stacks, err := client.DescribeStacks(background, &cloudformation.DescribeStacksInput{StackName: name})
		if err != nil {
			return err
		}
		return equal("output", strings.HasSuffix(aws.ToString(stacks.Stacks[0].Outputs[0].OutputValue), "/go-stacked"), true)
	}},
}
