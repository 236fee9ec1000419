package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

type reading struct {
	Sensor string            `dynamodbav:"sensor"`
	At     int               `dynamodbav:"at"`
	Value  float64           `dynamodbav:"value"`
	Tags   []string          `dynamodbav:"tags,stringset,omitempty"`
	Notes  map[string]string `dynamodbav:"notes,omitempty"`
}

var table = aws.String("readings")

var dynamodbTests = []test{
	{"dynamodb: a table is made, and its waiter ends", func() error {
		client := dynamodb.NewFromConfig(settings)
		_, err := client.CreateTable(background, &dynamodb.CreateTableInput{
			TableName: table, BillingMode: types.BillingModePayPerRequest,
			AttributeDefinitions: []types.AttributeDefinition{
				{AttributeName: aws.String("sensor"), AttributeType: types.ScalarAttributeTypeS},
				{AttributeName: aws.String("at"), AttributeType: types.ScalarAttributeTypeN}},
			KeySchema: []types.KeySchemaElement{
				{AttributeName: aws.String("sensor"), KeyType: types.KeyTypeHash},
				{AttributeName: aws.String("at"), KeyType: types.KeyTypeRange}}})
		if err != nil {
			return err
		}
		return dynamodb.NewTableExistsWaiter(client).Wait(background,
			&dynamodb.DescribeTableInput{TableName: table}, 10*time.Second)
	}},
	{"dynamodb: structs go there and come back, page by page", func() error {
		client := dynamodb.NewFromConfig(settings)
		for at := 0; at < 25; at++ {
			item, err := attributevalue.MarshalMap(reading{"s1", at, float64(at) / 4, []string{"a", "b"}, nil})
			if err != nil {
				return err
			}
			if _, err = client.PutItem(background, &dynamodb.PutItemInput{TableName: table, Item: item}); err != nil {
				return err
			}
		}
		key := expression.Key("sensor").Equal(expression.Value("s1")).And(expression.Key("at").LessThan(expression.Value(20)))
		built, err := expression.NewBuilder().WithKeyCondition(key).Build()
		if err != nil {
			return err
		}
		pages := dynamodb.NewQueryPaginator(client, &dynamodb.QueryInput{
			TableName: table, KeyConditionExpression: built.KeyCondition(), Limit: aws.Int32(7),
			ExpressionAttributeNames: built.Names(), ExpressionAttributeValues: built.Values()})
		var all []reading
		count := 0
		for ; pages.HasMorePages(); count++ {
			page, err := pages.NextPage(background)
			if err != nil {
				return err
			}
			var some []reading
			if err := attributevalue.UnmarshalListOfMaps(page.Items, &some); err != nil {
				return err
			}
			all = append(all, some...)
		}
		if len(all) != 20 || all[19].At != 19 || all[19].Value != 4.75 || len(all[19].Tags) != 2 {
			return fmt.Errorf("%d items, the last %v", len(all), all[len(all)-1])
		}
		return equal("pages", count, 3)
	}},
	{"dynamodb: a failed condition is its own error, with the item if asked", func() error {
		client := dynamodb.NewFromConfig(settings)
		item, _ := attributevalue.MarshalMap(reading{Sensor: "s1", At: 1})
		_, err := client.PutItem(background, &dynamodb.PutItemInput{TableName: table, Item: item,
			ConditionExpression:                 aws.String("attribute_not_exists(sensor)"),
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld})
		var failed *types.ConditionalCheckFailedException
		if !errors.As(err, &failed) {
			return fmt.Errorf("not refused: %v", err)
		}
		var old reading
		return first(attributevalue.UnmarshalMap(failed.Item, &old), equal("value", old.Value, 0.25))
	}},
	{"dynamodb: a cancelled transaction gives its reasons", func() error {
		client := dynamodb.NewFromConfig(settings)
		fresh, _ := attributevalue.MarshalMap(reading{Sensor: "s2", At: 1})
		taken, _ := attributevalue.MarshalMap(reading{Sensor: "s1", At: 1})
		_, err := client.TransactWriteItems(background, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
			{Put: &types.Put{TableName: table, Item: fresh}},
			{Put: &types.Put{TableName: table, Item: taken, ConditionExpression: aws.String("attribute_not_exists(sensor)")}}}})
		var cancelled *types.TransactionCanceledException
		if !errors.As(err, &cancelled) || len(cancelled.CancellationReasons) != 2 {
			return fmt.Errorf("not cancelled: %v", err)
		}
		return first(equal("first reason", aws.ToString(cancelled.CancellationReasons[0].Code), "None"),
			equal("second reason", aws.ToString(cancelled.CancellationReasons[1].Code), "ConditionalCheckFailed"))
	}},
	{"dynamodb: a table that is not there", func() error {
		client := dynamodb.NewFromConfig(settings)
		_, err := client.DescribeTable(background, &dynamodb.DescribeTableInput{TableName: aws.String("nowhere")})
		var missing *types.ResourceNotFoundException
		if !errors.As(err, &missing) {
			return fmt.Errorf("not refused: %v", err)
		}
		return refused(err, "ResourceNotFoundException")
	}},
}
