//! AWS's SDK for Rust against the emulator: one line of output for each test, as the other clients print it.
use aws_config::SdkConfig;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, ChecksumMode};
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use std::error::Error;
use std::fmt::Debug;
use std::process::ExitCode;

type Outcome = Result<(), Box<dyn Error>>;

fn equal<T: PartialEq + Debug>(got: T, wanted: T) -> Outcome {
    if got == wanted {
        Ok(())
    } else {
        Err(format!("got {got:?}, wanted {wanted:?}").into())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let settings = aws_config::load_from_env().await;
    let results = [
        ("dynamodb: a table and an item", dynamodb(&settings).await),
        (
            "dynamodb: errors with their types",
            dynamodb_errors(&settings).await,
        ),
        ("s3: objects with every checksum", s3(&settings).await),
        ("s3: errors with their types", s3_errors(&settings).await),
        (
            "sqs: a batch goes there and comes back",
            sqs(&settings).await,
        ),
        (
            "lambda: a function that is not there",
            lambda(&settings).await,
        ),
    ];
    let mut code = ExitCode::SUCCESS;
    for (name, result) in results {
        match result {
            Ok(()) => println!("ok {name}"),
            Err(error) => {
                println!("not ok {name}\n{error:?}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

async fn dynamodb(settings: &SdkConfig) -> Outcome {
    let client = aws_sdk_dynamodb::Client::new(settings);
    client
        .create_table()
        .table_name("things")
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(
            AttributeDefinition::builder()
                .attribute_name("id")
                .attribute_type(ScalarAttributeType::S)
                .build()?,
        )
        .key_schema(
            KeySchemaElement::builder()
                .attribute_name("id")
                .key_type(KeyType::Hash)
                .build()?,
        )
        .send()
        .await?;
    for number in 0..20 {
        client
            .put_item()
            .table_name("things")
            .item("id", AttributeValue::S(format!("item{number}")))
            .item(
                "list",
                AttributeValue::L(vec![
                    AttributeValue::N(number.to_string()),
                    AttributeValue::Null(true),
                ]),
            )
            .send()
            .await?;
    }
    let mut items = client
        .scan()
        .table_name("things")
        .limit(6)
        .into_paginator()
        .items()
        .send();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item?;
        count += 1;
    }
    equal(count, 20)
}

async fn dynamodb_errors(settings: &SdkConfig) -> Outcome {
    let client = aws_sdk_dynamodb::Client::new(settings);
    let refused = client
        .put_item()
        .table_name("things")
        .item("id", AttributeValue::S("item1".into()))
        .condition_expression("attribute_not_exists(id)")
        .send()
        .await
        .expect_err("a condition that does not hold");
    equal(
        refused
            .into_service_error()
            .is_conditional_check_failed_exception(),
        true,
    )?;
    let refused = client
        .describe_table()
        .table_name("nowhere")
        .send()
        .await
        .expect_err("a table that is not there");
    equal(
        refused
            .into_service_error()
            .is_resource_not_found_exception(),
        true,
    )
}

async fn s3(settings: &SdkConfig) -> Outcome {
    let client = aws_sdk_s3::Client::new(settings);
    client.create_bucket().bucket("rust-bucket").send().await?;
    let content = vec![b'x'; 200_000];
    for algorithm in [
        ChecksumAlgorithm::Crc32,
        ChecksumAlgorithm::Crc32C,
        ChecksumAlgorithm::Crc64Nvme,
        ChecksumAlgorithm::Sha1,
        ChecksumAlgorithm::Sha256,
    ] {
        let key = format!("a b+ä/{algorithm}");
        client
            .put_object()
            .bucket("rust-bucket")
            .key(&key)
            .checksum_algorithm(algorithm)
            .body(ByteStream::from(content.clone()))
            .send()
            .await?;
        let got = client
            .get_object()
            .bucket("rust-bucket")
            .key(&key)
            .checksum_mode(ChecksumMode::Enabled)
            .send()
            .await?;
        equal(got.body.collect().await?.into_bytes() == content, true)?;
    }
    let listed = client
        .list_objects_v2()
        .bucket("rust-bucket")
        .delimiter("/")
        .send()
        .await?;
    equal(listed.common_prefixes()[0].prefix(), Some("a b+ä/"))
}

async fn s3_errors(settings: &SdkConfig) -> Outcome {
    let client = aws_sdk_s3::Client::new(settings);
    let refused = client
        .get_object()
        .bucket("rust-bucket")
        .key("nothing")
        .send()
        .await
        .expect_err("no such key");
    equal(refused.into_service_error().is_no_such_key(), true)?;
    let refused = client
        .head_object()
        .bucket("rust-bucket")
        .key("nothing")
        .send()
        .await
        .expect_err("no such key");
    equal(refused.into_service_error().is_not_found(), true)
}

async fn sqs(settings: &SdkConfig) -> Outcome {
    let client = aws_sdk_sqs::Client::new(settings);
    let made = client
        .create_queue()
        .queue_name("rust-queue")
        .send()
        .await?;
    let url = made.queue_url().unwrap_or_default();
    let entry = |id: &str, body: &str| {
        SendMessageBatchRequestEntry::builder()
            .id(id)
            .message_body(body)
            .build()
    };
    let sent = client
        .send_message_batch()
        .queue_url(url)
        .entries(entry("1", "äöü")?)
        .entries(entry("2", "two")?)
        .send()
        .await?;
    equal(sent.successful().len(), 2)?;
    let got = client
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(10)
        .wait_time_seconds(2)
        .send()
        .await?;
    equal(got.messages().len(), 2)?;
    let refused = client
        .get_queue_url()
        .queue_name("nowhere")
        .send()
        .await
        .expect_err("a queue that is not there");
    equal(refused.into_service_error().is_queue_does_not_exist(), true)
}

async fn lambda(settings: &SdkConfig) -> Outcome {
    let client = aws_sdk_lambda::Client::new(settings);
    let refused = client
        .invoke()
        .function_name("nowhere")
        .send()
        .await
        .expect_err("a function that is not there");
    equal(
        refused
            .into_service_error()
            .is_resource_not_found_exception(),
        true,
    )
}
