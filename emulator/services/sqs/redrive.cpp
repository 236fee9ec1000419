#include "services/sqs/redrive.h"

#include "core/arn.h"
#include "core/number.h"
#include "services/sqs/refusal.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t most_source_queues = 10;

// maxReceiveCount comes as a number or as text.
std::optional<std::int64_t> count(const json::object& policy) {
  if (const auto number = find_number(policy, "maxReceiveCount")) return number;
  const auto text = find_text(policy, "maxReceiveCount");
  return text ? read_number<std::int64_t>(*text) : std::nullopt;
}

// Whether the target lets `source` send its failures there.
bool allows(const Queue& target, const Queue& source) {
  const std::string_view text = target.attribute("RedriveAllowPolicy");
  const auto policy = text.empty() ? std::nullopt : parse_json(text);
  if (!policy || !policy->is_object()) return true;
  const auto permission = find_text(policy->get_object(), "redrivePermission").value_or("allowAll");
  if (permission == "allowAll") return true;
  if (permission == "denyAll") return false;
  const auto* arns = find_array(policy->get_object(), "sourceQueueArns");
  if (arns == nullptr) return false;
  return std::any_of(arns->begin(), arns->end(), [arn = source.arn()](const json::value& it) {
    return it.is_string() && view(it.get_string()) == arn;
  });
}

}  // namespace

std::optional<RedrivePolicy> redrive_policy(const Queue& queue) {
  const std::string_view text = queue.attribute("RedrivePolicy");
  if (text.empty()) return std::nullopt;
  const auto policy = parse_json(text);
  if (!policy || !policy->is_object()) return std::nullopt;
  const auto target = find_text(policy->get_object(), "deadLetterTargetArn");
  const auto receives = count(policy->get_object());
  if (!target || !receives) return std::nullopt;
  return RedrivePolicy{std::string(*target), static_cast<std::uint64_t>(*receives)};
}

void check_redrive_policy(const Queues& queues, const Queue& queue, std::string_view text) {
  const auto refuse = [&](std::string_view reason) {
    return invalid_parameter(text, "RedrivePolicy", reason);
  };
  const auto policy = parse_json(text);
  if (!policy || !policy->is_object()) throw refuse("Redrive policy is not a valid JSON map.");
  const json::object& members = policy->get_object();
  for (const char* name : {"maxReceiveCount", "deadLetterTargetArn"}) {
    if (find(members, name) == nullptr) {
      throw refuse(std::string("Redrive policy does not contain mandatory attribute: ") + name + ".");
    }
  }
  for (const auto& [name, value] : members) {
    if (name != "maxReceiveCount" && name != "deadLetterTargetArn") {
      throw refuse("Only following attributes are allowed: [deadLetterTargetArn, maxReceiveCount].");
    }
  }
  const auto target = find_text(members, "deadLetterTargetArn");
  const auto arn = target ? parse_arn(*target) : std::nullopt;
  if (!arn || arn->service != "sqs") throw refuse("Invalid value for deadLetterTargetArn.");
  const auto receives = count(members);
  if (!receives || *receives < 1 || *receives > 1000) {
    throw refuse("Invalid value for maxReceiveCount: " + to_text(members.at("maxReceiveCount")) +
                 ", valid values are from 1 to 1000 both inclusive.");
  }
  const auto dead_letters = queues.find(*target);
  if (!dead_letters) throw refuse("Dead letter target does not exist.");
  if (dead_letters->fifo() != queue.fifo()) {
    throw refuse("Dead-letter queue must be same type of queue as the source.");
  }
  if (!allows(*dead_letters, queue)) {
    throw refuse("Dead-letter queue does not allow redrive from this source queue.");
  }
}

std::string with_numeric_count(std::string text) {
  json::object policy = parse_json(text).value().as_object();
  json::value& receives = policy.at("maxReceiveCount");
  if (!receives.is_string()) return text;
  receives = *count(policy);
  return to_text(policy);
}

void check_redrive_allow_policy(std::string_view text) {
  const auto refuse = [&](std::string_view reason) {
    return invalid_parameter(text, "RedriveAllowPolicy", reason);
  };
  const auto policy = parse_json(text);
  if (!policy || !policy->is_object()) throw refuse("Redrive allow policy is not a valid JSON map.");
  const auto permission = find_text(policy->get_object(), "redrivePermission");
  if (!permission || (*permission != "allowAll" && *permission != "denyAll" && *permission != "byQueue")) {
    throw refuse("Invalid value for redrivePermission: allowed values are: allowAll, denyAll, byQueue.");
  }
  const json::value* arns = find(policy->get_object(), "sourceQueueArns");
  if (*permission != "byQueue" && arns != nullptr) {
    throw refuse("sourceQueueArns can only be specified when redrivePermission is byQueue.");
  }
  if (*permission == "byQueue") {
    if (arns == nullptr || !arns->is_array() || arns->get_array().empty()) {
      throw refuse("sourceQueueArns must be specified when redrivePermission is byQueue.");
    }
    if (arns->get_array().size() > most_source_queues) {
      throw refuse("sourceQueueArns cannot have more than 10 elements.");
    }
  }
}

}  // namespace orrery::sqs
