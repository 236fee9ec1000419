#include "services/s3/policy_conditions.h"

#include <algorithm>

#include "core/http.h"
#include "core/number.h"
#include "core/wildcard.h"
#include "services/s3/text.h"

namespace orrery::s3 {
namespace {

using Match = bool (*)(std::string_view given, std::string_view wanted);

bool equal(std::string_view given, std::string_view wanted) { return given == wanted; }

bool like(std::string_view given, std::string_view wanted) { return fits_wildcard(wanted, given); }

template <class Compare>
bool numbers(std::string_view given, std::string_view wanted) {
  const auto left = read_number<double>(given), right = read_number<double>(wanted);
  return left && right && Compare{}(*left, *right);
}

struct Operator {
  std::string_view name;
  Match match;
  bool negated = false;
};

constexpr Operator operators[] = {
    {"StringEquals", equal},
    {"StringNotEquals", equal, true},
    {"StringEqualsIgnoreCase", same_name},
    {"StringNotEqualsIgnoreCase", same_name, true},
    {"StringLike", like},
    {"StringNotLike", like, true},
    {"ArnEquals", like},
    {"ArnNotEquals", like, true},
    {"ArnLike", like},
    {"ArnNotLike", like, true},
    {"Bool", same_name},
    {"NumericEquals", numbers<std::equal_to<>>},
    {"NumericNotEquals", numbers<std::equal_to<>>, true},
    {"NumericLessThan", numbers<std::less<>>},
    {"NumericLessThanEquals", numbers<std::less_equal<>>},
    {"NumericGreaterThan", numbers<std::greater<>>},
    {"NumericGreaterThanEquals", numbers<std::greater_equal<>>},
};

// Those that policies may use, but that nothing here can be held against.
constexpr std::string_view other_operators[] = {
    "Null",          "IpAddress",    "NotIpAddress",       "BinaryEquals",    "DateEquals",
    "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"};

// In lower case; one that ends with a slash begins those of tags.
constexpr std::string_view condition_keys[] = {"aws:calledvia",
                                               "aws:calledviafirst",
                                               "aws:calledvialast",
                                               "aws:currenttime",
                                               "aws:ec2instancesourceprivateipv4",
                                               "aws:ec2instancesourcevpc",
                                               "aws:epochtime",
                                               "aws:federatedprovider",
                                               "aws:multifactorauthage",
                                               "aws:multifactorauthpresent",
                                               "aws:principalaccount",
                                               "aws:principalarn",
                                               "aws:principalisawsservice",
                                               "aws:principalorgid",
                                               "aws:principalorgpaths",
                                               "aws:principalservicename",
                                               "aws:principalservicenameslist",
                                               "aws:principaltag/",
                                               "aws:principaltype",
                                               "aws:referer",
                                               "aws:requestedregion",
                                               "aws:requesttag/",
                                               "aws:resourceaccount",
                                               "aws:resourceorgid",
                                               "aws:resourceorgpaths",
                                               "aws:resourcetag/",
                                               "aws:securetransport",
                                               "aws:sourceaccount",
                                               "aws:sourcearn",
                                               "aws:sourceidentity",
                                               "aws:sourceip",
                                               "aws:sourceorgid",
                                               "aws:sourceorgpaths",
                                               "aws:sourcevpc",
                                               "aws:sourcevpcarn",
                                               "aws:sourcevpce",
                                               "aws:tagkeys",
                                               "aws:tokenissuetime",
                                               "aws:useragent",
                                               "aws:userid",
                                               "aws:username",
                                               "aws:viaawsservice",
                                               "aws:vpceaccount",
                                               "aws:vpceorgid",
                                               "aws:vpceorgpaths",
                                               "aws:vpcsourceip",
                                               "s3:accessgrantsinstancearn",
                                               "s3:accesspointnetworkorigin",
                                               "s3:accesspointtag/",
                                               "s3:authtype",
                                               "s3:bucketnamespace",
                                               "s3:buckettag/",
                                               "s3:dataaccesspointaccount",
                                               "s3:dataaccesspointarn",
                                               "s3:delimiter",
                                               "s3:destinationregion",
                                               "s3:existingobjecttag/",
                                               "s3:if-match",
                                               "s3:if-none-match",
                                               "s3:inventoryaccessibleoptionalfields",
                                               "s3:isreplicationpauserequest",
                                               "s3:jobsuspendedcause",
                                               "s3:locationconstraint",
                                               "s3:max-keys",
                                               "s3:object-lock-legal-hold",
                                               "s3:object-lock-mode",
                                               "s3:object-lock-remaining-retention-days",
                                               "s3:object-lock-retain-until-date",
                                               "s3:objectcreationoperation",
                                               "s3:prefix",
                                               "s3:requestobjecttag/",
                                               "s3:requestobjecttagkeys",
                                               "s3:resourceaccount",
                                               "s3:signatureage",
                                               "s3:signatureversion",
                                               "s3:tlsversion",
                                               "s3:versionid",
                                               "s3:x-amz-acl",
                                               "s3:x-amz-content-sha256",
                                               "s3:x-amz-copy-source",
                                               "s3:x-amz-grant-full-control",
                                               "s3:x-amz-grant-read",
                                               "s3:x-amz-grant-read-acp",
                                               "s3:x-amz-grant-write",
                                               "s3:x-amz-grant-write-acp",
                                               "s3:x-amz-metadata-directive",
                                               "s3:x-amz-object-ownership",
                                               "s3:x-amz-server-side-encryption",
                                               "s3:x-amz-server-side-encryption-aws-kms-key-id",
                                               "s3:x-amz-server-side-encryption-customer-algorithm",
                                               "s3:x-amz-storage-class",
                                               "s3:x-amz-website-redirect-location"};

enum class Quantifier { one, any, all };

// "ForAnyValue:StringLikeIfExists", taken apart.
struct Test {
  const Operator* by = nullptr;  // nullptr: none that is known here
  Quantifier quantifier = Quantifier::one;
  bool if_exists = false;
};

// `text` is left with the bare name of the operator.
Test read_test(std::string_view& text) {
  Test test;
  if (text.starts_with("ForAnyValue:")) test.quantifier = Quantifier::any;
  if (text.starts_with("ForAllValues:")) test.quantifier = Quantifier::all;
  if (test.quantifier != Quantifier::one) text.remove_prefix(text.find(':') + 1);
  constexpr std::string_view suffix = "IfExists";
  test.if_exists = text.ends_with(suffix);
  if (test.if_exists) text.remove_suffix(suffix.size());
  for (const Operator& one : operators) {
    if (one.name == text) test.by = &one;
  }
  return test;
}

std::vector<std::string> wanted_values(const json::value& value) {
  const auto text = [](const json::value& one) {
    return one.is_string() ? std::string(view(one.get_string())) : to_text(one);
  };
  if (!value.is_array()) return {text(value)};
  std::vector<std::string> values;
  for (const json::value& one : value.get_array()) values.push_back(text(one));
  return values;
}

bool holds(const Test& test, const std::vector<std::string>& given, const std::vector<std::string>& wanted) {
  if (given.empty()) {
    return test.if_exists || (test.by->negated && test.quantifier != Quantifier::any) ||
           test.quantifier == Quantifier::all;
  }
  const auto fits = [&](const std::string& value) {
    const bool found = std::any_of(wanted.begin(), wanted.end(),
                                   [&](const std::string& one) { return test.by->match(value, one); });
    return found != test.by->negated;
  };
  return test.quantifier == Quantifier::any ? std::any_of(given.begin(), given.end(), fits)
                                            : std::all_of(given.begin(), given.end(), fits);
}

}  // namespace

bool is_condition_operator(std::string_view name) {
  if (name == "NullIfExists") return false;  // Null itself asks whether there is one
  const Test test = read_test(name);
  return test.by != nullptr ||
         std::find(std::begin(other_operators), std::end(other_operators), name) != std::end(other_operators);
}

bool is_condition_key(std::string_view key) {
  const std::string name = lower(key);
  const std::string_view service = std::string_view(name).substr(0, name.find(':'));
  // Identity providers have keys of their own, which begin with where they are.
  if (service.find('.') != std::string_view::npos) return true;
  return std::any_of(std::begin(condition_keys), std::end(condition_keys), [&](std::string_view known) {
    return known.ends_with('/') ? name.starts_with(known) : name == known;
  });
}

Holds conditions_hold(const json::object& conditions, const Facts& facts) {
  bool all_known = true;
  for (const auto& [name, keys] : conditions) {
    std::string_view word = name;
    const Test test = read_test(word);
    const bool asks_for_none = std::string_view(name) == "Null";
    if (!keys.is_object()) return Holds::unknown;
    for (const auto& [key, value] : keys.get_object()) {
      const auto given = facts(lower(key));
      if (!given || (test.by == nullptr && !asks_for_none)) {
        all_known = false;
        continue;
      }
      const auto wanted = wanted_values(value);
      const bool held = asks_for_none ? given->empty() == (wanted == std::vector<std::string>{"true"})
                                      : holds(test, *given, wanted);
      if (!held) return Holds::no;
    }
  }
  return all_known ? Holds::yes : Holds::unknown;
}

}  // namespace orrery::s3
