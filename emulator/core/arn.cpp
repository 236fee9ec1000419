#include "core/arn.h"

namespace orrery {

std::string Arn::text() const {
  return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
}

std::optional<Arn> parse_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  text.remove_prefix(4);
  Arn arn;
  for (std::string* part : {&arn.partition, &arn.service, &arn.region, &arn.account}) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    *part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  arn.resource = text;
  if (arn.partition.empty() || arn.service.empty() || arn.resource.empty()) return std::nullopt;
  return arn;
}

std::string_view partition_of(std::string_view region) {
  constexpr std::pair<std::string_view, std::string_view> partitions[] = {
      {"cn-", "aws-cn"},         {"us-gov-", "aws-us-gov"}, {"us-iso-", "aws-iso"}, {"us-isob-", "aws-iso-b"},
      {"eu-isoe-", "aws-iso-e"}, {"us-isof-", "aws-iso-f"}, {"eusc-", "aws-eusc"}};
  for (const auto& [start, partition] : partitions)
    if (region.starts_with(start)) return partition;
  return "aws";
}

std::string make_arn(std::string_view service, std::string_view region, std::string_view account,
                     std::string_view resource) {
  std::string arn = "arn:";
  arn.append(partition_of(region)).append(":").append(service).append(":").append(region);
  return arn.append(":").append(account).append(":").append(resource);
}

std::string make_arn(const Context& context, std::string_view service, std::string_view resource) {
  return make_arn(service, context.region, context.account, resource);
}

std::string make_global_arn(std::string_view service, std::string_view region, std::string_view account,
                            std::string_view resource) {
  std::string arn = "arn:";
  arn.append(partition_of(region)).append(":").append(service).append("::");
  return arn.append(account).append(":").append(resource);
}

std::string root_arn(std::string_view region, std::string_view account) {
  return make_global_arn("iam", region, account, "root");
}

}  // namespace orrery
