#include <algorithm>

#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

struct LinkedService {
  std::string_view service, name;
};

// Services spell their names as they like.
constexpr LinkedService known_services[] = {
    {"acm", "CertificateManager"},
    {"autoscaling", "AutoScaling"},
    {"autoscaling-plans", "AutoScalingPlans_EC2AutoScaling"},
    {"cassandra.application-autoscaling", "ApplicationAutoScaling_CassandraTable"},
    {"cloudtrail", "CloudTrail"},
    {"connect", "AmazonConnect"},
    {"dynamodb.application-autoscaling", "ApplicationAutoScaling_DynamoDBTable"},
    {"ecs", "ECS"},
    {"eks", "AmazonEKS"},
    {"eks-fargate", "AmazonEKSForFargate"},
    {"eks-nodegroup", "AmazonEKSNodegroup"},
    {"elasticache", "ElastiCache"},
    {"elasticbeanstalk", "ElasticBeanstalk"},
    {"elasticfilesystem", "AmazonElasticFileSystem"},
    {"elasticloadbalancing", "ElasticLoadBalancing"},
    {"lex", "LexBots"},
    {"lexv2", "LexV2Bots"},
    {"mq", "AmazonMQ"},
    {"opensearchservice", "AmazonOpenSearchService"},
    {"ops.apigateway", "APIGateway"},
    {"pullthroughcache.ecr", "ECRPullThroughCache"},
    {"rds", "RDS"},
    {"replication.ecr", "ECRReplication"},
    {"ses", "AmazonSES"},
    {"ssm", "AmazonSSM"},
    {"sso", "SSO"},
};

// "autoscaling.amazonaws.com" -> "AWSServiceRoleForAutoScaling"; that of a service which is not known begins
// each of its words with a capital.
std::string role_name(std::string_view principal, std::string_view suffix) {
  const std::string_view service = principal.substr(0, principal.find(".amazonaws.com"));
  std::string name = "AWSServiceRoleFor";
  const auto known = std::ranges::find(known_services, service, &LinkedService::service);
  if (known != std::end(known_services)) {
    name += known->name;
    return suffix.empty() ? name : name + "_" + std::string(suffix);
  }
  bool begins = true;
  for (const char c : service) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter) name += static_cast<char>(begins ? std::toupper(static_cast<unsigned char>(c)) : c);
    begins = !letter;
  }
  return suffix.empty() ? name : name + "_" + std::string(suffix);
}

std::string trust_in(const std::string& service) {
  return to_text(json::object{{"Version", "2012-10-17"},
                              {"Statement", json::array{json::object{{"Effect", "Allow"},
                                                                     {"Principal", {{"Service", service}}},
                                                                     {"Action", "sts:AssumeRole"}}}}});
}

}  // namespace

json::object create_service_linked_role(Iam& iam, const Input& input) {
  const std::string service(input.text("AWSServiceName", 1, 128));
  const std::string name = role_name(service, input.maybe_text("CustomSuffix").value_or(""));
  if (iam.entities.find(input.context, Kind::role, name)) {
    throw AwsError("InvalidInput", "Service role name " + name +
                                       " has been taken in this account, please try a different suffix.");
  }
  const json::object role =
      new_role(iam, input, std::string(service_linked_path) + service + "/", name, trust_in(service));
  iam.entities.save(input.context, Kind::role, name, role);
  return {{"Role", show_role(role, View::made)}};
}

}  // namespace orrery::iam
