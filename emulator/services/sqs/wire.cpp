#include "services/sqs/wire.h"

namespace orrery::sqs {
namespace {

using protocol::QueryShape;
using Kind = QueryShape::Kind;

constexpr QueryShape shapes[] = {
    {"Attributes", "Attribute", Kind::map},
    {"MessageAttributes", "MessageAttribute", Kind::map},
    {"MessageSystemAttributes", "MessageSystemAttribute", Kind::map},
    {"Tags", "Tag", Kind::map, "Key", "Value"},
    {"AttributeNames", "AttributeName", Kind::list},
    {"MessageAttributeNames", "MessageAttributeName", Kind::list},
    {"MessageSystemAttributeNames", "MessageSystemAttributeName", Kind::list},
    {"TagKeys", "TagKey", Kind::list},
    {"AWSAccountIds", "AWSAccountId", Kind::list},
    {"Actions", "ActionName", Kind::list},
    {"Entries", "SendMessageBatchRequestEntry", Kind::list},
    {"Entries", "DeleteMessageBatchRequestEntry", Kind::list},
    {"Entries", "ChangeMessageVisibilityBatchRequestEntry", Kind::list},
    {"StringListValues", "StringListValue", Kind::list},
    {"BinaryListValues", "BinaryListValue", Kind::list},
    {"QueueUrls", "QueueUrl", Kind::list},
    {"queueUrls", "QueueUrl", Kind::list},
    {"Messages", "Message", Kind::list},
    {"Failed", "BatchResultErrorEntry", Kind::list},
    {.json = "Successful",
     .wire = "SendMessageBatchResultEntry",
     .kind = Kind::list,
     .operation = "SendMessageBatch"},
    {.json = "Successful",
     .wire = "DeleteMessageBatchResultEntry",
     .kind = Kind::list,
     .operation = "DeleteMessageBatch"},
    {.json = "Successful",
     .wire = "ChangeMessageVisibilityBatchResultEntry",
     .kind = Kind::list,
     .operation = "ChangeMessageVisibilityBatch"},
    {"Results", "ListMessageMoveTasksResultEntry", Kind::list},
};

constexpr protocol::QueryCode codes[] = {
    {"InvalidParameterValueException", "InvalidParameterValue"},
    {"MissingRequiredParameterException", "MissingParameter"},
    {"QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
     "The specified queue does not exist for this wsdl version."},
    {"QueueNameExists", "QueueAlreadyExists"},
    {"QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently"},
    {"PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress"},
    {"BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"},
    {"BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong"},
    {"EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest"},
    {"InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId"},
    {"TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"},
    {"MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight"},
    {"UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"},
};

constexpr protocol::QueryWire query{.version = "2012-11-05",
                                    .xml_namespace = "http://queue.amazonaws.com/doc/2012-11-05/",
                                    .shapes = shapes,
                                    .codes = codes,
                                    .has_detail = true};

}  // namespace

const ServiceInfo description{.name = "sqs",
                              .resource = "QueueUrl,QueueName,SourceArn",
                              .wires = {.target = "AmazonSQS",
                                        .json_version = "1.0",
                                        .error_namespace = "com.amazonaws.sqs",
                                        .query = &query,
                                        .routes = {}},
                              .refusals = {.invalid = "InvalidParameterValueException",
                                           .missing = "MissingRequiredParameterException",
                                           .type = "SerializationException"}};

}  // namespace orrery::sqs
