#pragma once
// arn:partition:service:region:account:resource
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"

namespace orrery {

struct Arn {
  std::string partition = "aws", service, region, account, resource;
  std::string text() const;
};

std::optional<Arn> parse_arn(std::string_view text);

// "aws", "aws-cn", "aws-us-gov", ...: where the region lies.
std::string_view partition_of(std::string_view region);

// arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE in the region's partition.
std::string make_arn(std::string_view service, std::string_view region, std::string_view account,
                     std::string_view resource);
// With the caller's region and account.
std::string make_arn(const Context& context, std::string_view service, std::string_view resource);
// Of what belongs to no region, which lies in the partition of `region` nevertheless.
std::string make_global_arn(std::string_view service, std::string_view region, std::string_view account,
                            std::string_view resource);
// The account itself, as policies and identities name it.
std::string root_arn(std::string_view region, std::string_view account);

}  // namespace orrery
