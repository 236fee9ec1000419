// What operations on tables and backups say of requests before they look at anything else.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct Case {
  const char* operation;
  const char* request;
  const char* refusal;
};

const Case cases[] = {
    {"DescribeTable", "{}", "The parameter 'TableName' is required but was not present in the request"},
    {"DescribeTable", "{'TableName': 'ab'}",
     "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have "
     "length greater than or equal to 3"},
    {"DeleteTable", "{'TableName': ''}",
     "2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: Member must have "
     "length greater than or equal to 3; Value '' at 'tableName' failed to satisfy constraint: Member must "
     "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
    {"CreateBackup", "{'TableName': 'hash', 'BackupName': ''}",
     "2 validation errors detected: Value '' at 'backupName' failed to satisfy constraint: Member must "
     "satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'backupName' failed to satisfy "
     "constraint: Member must have length greater than or equal to 3"},
    {"DescribeContributorInsights", "{'TableName': 'hash', 'IndexName': ''}",
     "IndexName must be at least 3 characters long and at most 255 characters long"},
    {"RestoreTableFromBackup", "{'TargetTableName': '', 'BackupArn': 'arn:x'}",
     "TableName must be at least 3 characters long and at most 255 characters long"},
    {"DescribeBackup", "{'BackupArn': ''}", "Invalid Backup ARN"},
    {"DeleteBackup", "{'BackupArn': 'arn:aws:dynamodb:us-east-1:000000000000:table/hash'}",
     "Invalid Backup ARN"},
    {"ExportTableToPointInTime", "{'TableArn': '', 'S3Bucket': 'bucket'}",
     "Invalid TableArn: Invalid Table ARN"},
    {"UpdateTimeToLive", "{'TableName': 'hash', 'TimeToLiveSpecification': {}}",
     "2 validation errors detected: Value null at 'timeToLiveSpecification.attributeName' failed to satisfy "
     "constraint: Member must not be null; Value null at 'timeToLiveSpecification.enabled' failed to satisfy "
     "constraint: Member must not be null"},
    {"UpdateTable", "{'TableName': 'hash', 'TableClass': 'standard'}",
     "Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, "
     "STANDARD_INFREQUENT_ACCESS]."},
    {"RestoreTableToPointInTime", "{'TargetTableName': 'other'}",
     "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not "
     "both"},
    {"RestoreTableToPointInTime",
     "{'SourceTableName': 'hash', 'SourceTableArn': 'arn', 'TargetTableName': 'other', "
     "'UseLatestRestorableTime': true}",
     "Must provide exactly one of: sourceTableArn, sourceTableName"},
};

}  // namespace

TEST_CASE_METHOD(DynamodbWorld, "names, ARNs and choices of tables are refused in their own words",
                 "[dynamodb]") {
  make_hash_table();
  for (const Case& one : cases) {
    INFO(one.operation << " " << one.request);
    CHECK(invalid(one.operation, one.request) == one.refusal);
  }
}

}  // namespace orrery::dynamodb
