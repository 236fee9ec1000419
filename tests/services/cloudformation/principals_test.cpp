// Users, groups, keys and policies of their own; consumers of streams; policies of topics.
#include "tests/services/cloudformation/cloudformation_world.h"

namespace orrery {

TEST_CASE_METHOD(CloudformationWorld, "users and groups of a stack are made, changed and removed",
                 "[cloudformation]") {
  iam.answers["CreateUser"] = {{"User", {{"Arn", "arn:user"}}}};
  iam.answers["CreateAccessKey"] = {{"AccessKey", {{"AccessKeyId", "AKIA1"}, {"SecretAccessKey", "hush"}}}};
  const std::string body = R"(
Resources:
  G: {Type: AWS::IAM::Group, Properties: {GroupName: g, ManagedPolicyArns: [arn:m]}}
  U:
    Type: AWS::IAM::User
    DependsOn: G
    Properties:
      UserName: u
      Groups: [g]
      Policies: [{PolicyName: i, PolicyDocument: {Version: x}}]
      LoginProfile: {Password: secret}
  K: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref U, Status: Inactive}}
  A: {Type: AWS::IAM::UserToGroupAddition, Properties: {GroupName: h, Users: [!Ref U, v]}}
Outputs:
  Arn: {Value: !GetAtt U.Arn}
  Key: {Value: !Ref K}
  Secret: {Value: !GetAtt K.SecretAccessKey}
)";
  CHECK(create(body).at("StackStatus") == "CREATE_COMPLETE");
  CHECK(output("Arn") == "arn:user");
  CHECK(output("Key") == "AKIA1");
  CHECK(output("Secret") == "hush");
  CHECK(iam.inputs["AttachGroupPolicy"].at(0) ==
        parse("{'GroupName': 'g', 'PolicyArn': 'arn:m'}").as_object());
  CHECK(iam.inputs["PutUserPolicy"].at(0).at("PolicyDocument") == R"({"Version":"x"})");
  CHECK(iam.inputs["CreateLoginProfile"].at(0).at("Password") == "secret");
  CHECK(iam.inputs["UpdateAccessKey"].at(0).at("Status") == "Inactive");
  CHECK(iam.inputs["AddUserToGroup"].size() == 3);

  std::string changed = body;
  changed.replace(changed.find("Users: [!Ref U, v]"), 18, "Users: [!Ref U]");
  changed.replace(changed.find("[arn:m]"), 7, "[arn:n]");
  CHECK(update(changed).at("StackStatus") == "UPDATE_COMPLETE");
  CHECK(iam.inputs["RemoveUserFromGroup"].at(0) == parse("{'UserName': 'v', 'GroupName': 'h'}").as_object());
  CHECK(iam.inputs["DetachGroupPolicy"].at(0).at("PolicyArn") == "arn:m");
  CHECK(iam.inputs["AttachGroupPolicy"].at(1).at("PolicyArn") == "arn:n");

  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(iam.inputs["DeleteAccessKey"].at(0).at("AccessKeyId") == "AKIA1");
  CHECK(iam.inputs["DeleteUserPolicy"].at(0).at("PolicyName") == "i");
  CHECK(iam.inputs["DeleteLoginProfile"].size() == 1);
  CHECK(iam.inputs["DeleteUser"].size() == 1);
  CHECK(iam.inputs["DeleteGroup"].size() == 1);
}

TEST_CASE_METHOD(CloudformationWorld, "a policy may be a resource of its own within a role",
                 "[cloudformation]") {
  CHECK(create(R"(
Resources:
  R: {Type: AWS::IAM::RolePolicy, Properties: {RoleName: r, PolicyName: p, PolicyDocument: {Version: x}}}
  U: {Type: AWS::IAM::UserPolicy, Properties: {UserName: u, PolicyName: p, PolicyDocument: {Version: x}}}
  G: {Type: AWS::IAM::GroupPolicy, Properties: {GroupName: g, PolicyName: p, PolicyDocument: {Version: x}}}
)")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(
      iam.inputs["PutRolePolicy"].at(0) ==
      parse("{'RoleName': 'r', 'PolicyName': 'p', 'PolicyDocument': '{\\'Version\\':\\'x\\'}'}").as_object());
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(iam.inputs["DeleteRolePolicy"].at(0) == parse("{'RoleName': 'r', 'PolicyName': 'p'}").as_object());
  CHECK(iam.inputs["DeleteUserPolicy"].at(0) == parse("{'UserName': 'u', 'PolicyName': 'p'}").as_object());
  CHECK(iam.inputs["DeleteGroupPolicy"].at(0) == parse("{'GroupName': 'g', 'PolicyName': 'p'}").as_object());
}

TEST_CASE_METHOD(CloudformationWorld, "streams have keys, metrics, consumers and policies",
                 "[cloudformation]") {
  kinesis.answers["RegisterStreamConsumer"] = {
      {"Consumer", {{"ConsumerARN", "arn:consumer"}, {"ConsumerName", "c"}, {"ConsumerStatus", "CREATING"}}}};
  const std::string body = R"(
Resources:
  S:
    Type: AWS::Kinesis::Stream
    Properties:
      Name: s
      ShardCount: 1
      MaxRecordSizeInKiB: 2048
      StreamEncryption: {EncryptionType: KMS, KeyId: alias/aws/kinesis}
      DesiredShardLevelMetrics: [IncomingBytes, OutgoingBytes]
  C: {Type: AWS::Kinesis::StreamConsumer, Properties: {ConsumerName: c, StreamARN: !GetAtt S.Arn}}
  P: {Type: AWS::Kinesis::ResourcePolicy, Properties: {ResourceArn: !GetAtt S.Arn, ResourcePolicy: {Version: x}}}
Outputs:
  Consumer: {Value: !GetAtt C.ConsumerARN}
)";
  CHECK(create(body).at("StackStatus") == "CREATE_COMPLETE");
  CHECK(output("Consumer") == "arn:consumer");
  CHECK(kinesis.inputs["CreateStream"].at(0).at("MaxRecordSizeInKiB") == 2048);
  CHECK(kinesis.inputs["StartStreamEncryption"].at(0).at("KeyId") == "alias/aws/kinesis");
  CHECK(kinesis.inputs["EnableEnhancedMonitoring"].at(0).at("ShardLevelMetrics").as_array().size() == 2);
  CHECK(kinesis.inputs["PutResourcePolicy"].at(0).at("Policy") == R"({"Version":"x"})");
  std::string changed = body;
  changed.replace(changed.find("      StreamEncryption"),
                  changed.find("      Desired") - changed.find("      StreamEncryption"), "");
  changed.replace(changed.find("IncomingBytes, "), 15, "");
  CHECK(update(changed).at("StackStatus") == "UPDATE_COMPLETE");
  CHECK(kinesis.inputs["StopStreamEncryption"].at(0) ==
        parse("{'StreamName': 's', 'EncryptionType': 'KMS', 'KeyId': 'alias/aws/kinesis'}").as_object());
  CHECK(kinesis.inputs["DisableEnhancedMonitoring"].at(0).at("ShardLevelMetrics") ==
        parse("['IncomingBytes']"));
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(kinesis.inputs["DeregisterStreamConsumer"].at(0).at("ConsumerARN") == "arn:consumer");
  CHECK(kinesis.inputs["DeleteResourcePolicy"].size() == 1);
}

TEST_CASE_METHOD(CloudformationWorld, "the policy of a queue is set, however long, and taken away",
                 "[cloudformation]") {
  const std::string id(400, 'x');
  CHECK(create("Resources: {P: {Type: 'AWS::SQS::QueuePolicy', Properties: {Queues: [a, b], PolicyDocument: "
               "{Id: " +
               id + "}}}}")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(sqs.inputs["SetQueueAttributes"].size() == 2);
  CHECK(sqs.inputs["SetQueueAttributes"].at(1).at("Attributes").at("Policy") ==
        json::string(R"({"Id":")" + id + R"("})"));
  begun("DeleteStack", {{"StackName", "s"}});
  CHECK(sqs.inputs["SetQueueAttributes"].at(3).at("Attributes").at("Policy") == "");
}

TEST_CASE_METHOD(CloudformationWorld,
                 "policies of topics, keys of repositories and copies of buckets are set",
                 "[cloudformation]") {
  CHECK(create(R"(
Resources:
  T: {Type: AWS::SNS::TopicInlinePolicy, Properties: {TopicArn: arn:t, PolicyDocument: {Version: x}}}
  R: {Type: AWS::ECR::Repository, Properties: {RepositoryName: r, EncryptionConfiguration: {EncryptionType: KMS, KmsKey: k}}}
  B:
    Type: AWS::S3::Bucket
    Properties:
      ReplicationConfiguration:
        Role: arn:role
        Rules:
          - {Id: all, Status: Enabled, Priority: "1", Destination: {Bucket: arn:b},
             Filter: {And: {Prefix: p, TagFilters: [{Key: k, Value: v}]}}}
)")
            .at("StackStatus") == "CREATE_COMPLETE");
  CHECK(sns.inputs["SetTopicAttributes"].at(0) ==
        parse("{'TopicArn': 'arn:t', 'AttributeName': 'Policy', 'AttributeValue': '{\\'Version\\':\\'x\\'}'}")
            .as_object());
  CHECK(ecr.inputs["CreateRepository"].at(0).at("encryptionConfiguration") ==
        parse("{'encryptionType': 'KMS', 'kmsKey': 'k'}"));
  CHECK(
      s3.inputs["PutBucketReplication"].at(0).at("ReplicationConfiguration") ==
      parse(
          "{'Rules': [{'Status': 'Enabled', 'Priority': 1, 'Destination': {'Bucket': 'arn:b'}, 'ID': 'all', "
          "'Filter': {'And': {'Prefix': 'p', 'Tags': [{'Key': 'k', 'Value': 'v'}]}}}], 'Role': 'arn:role'}"));
}

}  // namespace orrery
