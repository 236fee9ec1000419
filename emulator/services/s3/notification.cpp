#include "services/s3/notification.h"

#include <array>

#include "core/arn.h"

namespace orrery::s3 {
namespace {

struct KindName {
  Target::Kind kind;
  std::string_view list, arn, newer_arn, service, element, name;
};
constexpr std::array<KindName, 3> kind_names{{
    {Target::Kind::topic, "TopicConfigurations", "TopicArn", "NewTopicArn", "sns", "Topic", "topic"},
    {Target::Kind::queue, "QueueConfigurations", "QueueArn", "NewQueueArn", "sqs", "Queue", "queue"},
    {Target::Kind::function, "LambdaFunctionConfigurations", "LambdaFunctionArn", "NewFunctionArn", "lambda",
     "CloudFunction", "Lambda"},
}};

constexpr std::string_view known_events[] = {"s3:TestEvent",
                                             "s3:ReducedRedundancyLostObject",
                                             "s3:ObjectCreated:*",
                                             "s3:ObjectCreated:Put",
                                             "s3:ObjectCreated:Post",
                                             "s3:ObjectCreated:Copy",
                                             "s3:ObjectCreated:CompleteMultipartUpload",
                                             "s3:ObjectRemoved:*",
                                             "s3:ObjectRemoved:Delete",
                                             "s3:ObjectRemoved:DeleteMarkerCreated",
                                             "s3:ObjectRestore:*",
                                             "s3:ObjectRestore:Post",
                                             "s3:ObjectRestore:Completed",
                                             "s3:ObjectRestore:Delete",
                                             "s3:Replication:*",
                                             "s3:Replication:OperationFailedReplication",
                                             "s3:Replication:OperationNotTracked",
                                             "s3:Replication:OperationMissedThreshold",
                                             "s3:Replication:OperationReplicatedAfterThreshold",
                                             "s3:LifecycleTransition",
                                             "s3:IntelligentTiering",
                                             "s3:ObjectAcl:Put",
                                             "s3:LifecycleExpiration:*",
                                             "s3:LifecycleExpiration:Delete",
                                             "s3:LifecycleExpiration:DeleteMarkerCreated",
                                             "s3:ObjectTagging:*",
                                             "s3:ObjectTagging:Put",
                                             "s3:ObjectTagging:Delete"};

struct Affixes {
  std::string prefix, suffix;
};

Affixes affixes_of(const json::object& rule) {
  Affixes affixes;
  const json::object* filter = find_object(rule, "Filter");
  const json::object* key = filter ? find_object(*filter, "Key") : nullptr;
  const json::array* rules = key ? find_array(*key, "FilterRules") : nullptr;
  if (rules == nullptr) return affixes;
  int prefixes = 0, suffixes = 0;
  for (const json::value& item : *rules) {
    const std::string_view name = find_text(item.as_object(), "Name").value_or("");
    const std::string value(find_text(item.as_object(), "Value").value_or(""));
    if (same_name(name, "prefix")) {
      affixes.prefix = value;
      ++prefixes;
    } else if (same_name(name, "suffix")) {
      affixes.suffix = value;
      ++suffixes;
    } else {
      throw invalid_argument("filter rule name must be either prefix or suffix", "FilterRule.Name", name);
    }
  }
  if (prefixes > 1 || suffixes > 1) {
    throw invalid_argument(prefixes > 1 ? "Cannot specify more than one prefix rule in a filter."
                                        : "Cannot specify more than one suffix rule in a filter.",
                           "FilterRule.Name", prefixes > 1 ? "prefix" : "suffix");
  }
  return affixes;
}

bool names_event(std::string_view pattern, std::string_view event) {
  if (pattern.starts_with("s3:")) pattern.remove_prefix(3);
  if (!pattern.ends_with(":*")) return pattern == event;
  pattern.remove_suffix(1);
  return event.starts_with(pattern);
}

bool overlaps(std::string_view a, std::string_view b) {
  if (a.starts_with("s3:")) a.remove_prefix(3);
  return names_event(b, a) || names_event(a, b.substr(b.starts_with("s3:") ? 3 : 0));
}

bool share_events(const json::object& a, const json::object& b) {
  for (const json::value& one : a.at("Events").as_array()) {
    for (const json::value& other : b.at("Events").as_array()) {
      if (overlaps(view(one.as_string()), view(other.as_string()))) return true;
    }
  }
  return false;
}

void check_ambiguity(const std::vector<json::object>& rules) {
  const auto nested = [](std::string_view a, std::string_view b) {
    return a.starts_with(b) || b.starts_with(a);
  };
  const auto nested_ends = [](std::string_view a, std::string_view b) {
    return a.ends_with(b) || b.ends_with(a);
  };
  for (std::size_t first = 0; first < rules.size(); ++first) {
    for (std::size_t second = first + 1; second < rules.size(); ++second) {
      const Affixes a = affixes_of(rules[first]), b = affixes_of(rules[second]);
      if (!share_events(rules[first], rules[second])) continue;
      if (nested(a.prefix, b.prefix) && nested_ends(a.suffix, b.suffix)) {
        throw AwsError(
            "InvalidArgument",
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the "
            "prefixes are overlapping for the same event type.",
            400);
      }
    }
  }
}

struct Destination {
  const KindName* kind;
  std::string arn;
};

Context context_of(const Context& context, const Arn& arn) {
  Context inner = context;
  inner.account = arn.account;
  inner.region = arn.region;
  inner.caller = "s3";
  return inner;
}

// The ARN of a rule, which must be one of its kind whether or not the destination is looked at.
Arn target_arn(const KindName& kind, std::string_view text) {
  auto arn = parse_arn(text);
  if (!arn || arn->service != kind.service) {
    throw invalid_argument("The ARN could not be parsed", kind.element, text);
  }
  return *std::move(arn);
}

bool is_there(S3& s3, const Context& context, const Destination& destination) {
  const KindName& kind = *destination.kind;
  const Arn arn = target_arn(kind, destination.arn);
  if (!s3.core.caller.knows(kind.service))
    throw not_supported("a notification to " + std::string(kind.service));
  const Context inner = context_of(context, arn);
  try {
    if (kind.kind == Target::Kind::queue) {
      s3.core.caller.call_now("sqs", "GetQueueUrl", inner, {{"QueueName", arn.resource}});
    } else if (kind.kind == Target::Kind::function) {
      s3.core.caller.call_now("lambda", "GetFunctionConfiguration", inner,
                              {{"FunctionName", destination.arn}});
    } else {
      s3.core.caller.call_now("sns", "GetTopicAttributes", inner, {{"TopicArn", destination.arn}});
    }
  } catch (const AwsError&) {
    return false;
  }
  return true;
}

// One refusal names all destinations that are not there.
void check_destinations(S3& s3, const Bucket& bucket, const std::vector<Destination>& destinations) {
  Context context;
  context.account = bucket.account;
  json::object missing;
  int count = 0;
  for (const Destination& destination : destinations) {
    if (is_there(s3, context, destination)) continue;
    const std::string number = std::to_string(++count);
    missing["ArgumentName" + number] = destination.arn;
    missing["ArgumentValue" + number] =
        "The destination " + std::string(destination.kind->name) + " does not exist";
  }
  if (count == 0) return;
  throw AwsError("InvalidArgument", "Unable to validate the following destination configurations", 400,
                 std::move(missing));
}

json::object checked_rule(S3& s3, const KindName& kind, const json::object& given) {
  json::object rule;
  const auto arn =
      find_text(given, kind.newer_arn) ? find_text(given, kind.newer_arn) : find_text(given, kind.arn);
  const json::array* events = find_array(given, "Events");
  if (!arn || events == nullptr || events->empty()) throw malformed_xml();
  for (const json::value& event : *events) {
    const std::string_view name = event.is_string() ? view(event.get_string()) : std::string_view{};
    if (std::find(std::begin(known_events), std::end(known_events), name) == std::end(known_events)) {
      throw AwsError("InvalidArgument", "A specified event is not supported for notifications.", 400);
    }
  }
  rule["Id"] = find_text(given, "Id").value_or("");
  if (rule["Id"] == json::value("")) rule["Id"] = json::string(s3.entropy.uuid());
  rule[kind.arn] = *arn;
  rule["Events"] = *events;
  if (const json::object* filter = find_object(given, "Filter")) {
    const Affixes affixes = affixes_of(given);
    json::array rules;
    const json::object* key = find_object(*filter, "Key");
    const json::array* given_rules = key ? find_array(*key, "FilterRules") : nullptr;
    for (const json::value& item : given_rules ? *given_rules : json::array{}) {
      const bool prefix = same_name(find_text(item.as_object(), "Name").value_or(""), "prefix");
      rules.push_back(json::object{{"Name", prefix ? "Prefix" : "Suffix"},
                                   {"Value", prefix ? affixes.prefix : affixes.suffix}});
    }
    if (!rules.empty())
      rule["Filter"] = json::object{{"Key", json::object{{"FilterRules", std::move(rules)}}}};
  }
  return rule;
}

}  // namespace

json::object checked_notification(S3& s3, const Bucket& bucket, const json::object& config,
                                  bool check_targets) {
  json::object kept;
  std::vector<json::object> all;
  std::vector<Destination> destinations;
  for (const KindName& kind : kind_names) {
    json::array rules;
    json::array given = find_array(config, kind.list) ? *find_array(config, kind.list) : json::array{};
    if (kind.kind == Target::Kind::function) {
      if (const json::array* newer = find_array(config, "NewFunctions")) {
        given.insert(given.end(), newer->begin(), newer->end());
      }
    }
    for (const json::value& item : given) {
      if (!item.is_object()) throw malformed_xml();
      json::object rule = checked_rule(s3, kind, item.get_object());
      const std::string_view arn = view(rule.at(kind.arn).as_string());
      target_arn(kind, arn);
      destinations.push_back({&kind, std::string(arn)});
      all.push_back(rule);
      rules.push_back(std::move(rule));
    }
    if (!rules.empty()) kept[kind.list] = std::move(rules);
  }
  check_ambiguity(all);
  if (check_targets) check_destinations(s3, bucket, destinations);
  if (config.contains("EventBridgeConfiguration")) {
    if (!s3.core.caller.knows("events")) throw not_supported("a notification to EventBridge");
    kept["EventBridgeConfiguration"] = json::object();
  }
  return kept;
}

std::vector<Target> targets_of(const json::object& config, std::string_view event, std::string_view key) {
  std::vector<Target> targets;
  for (const KindName& kind : kind_names) {
    const json::array* rules = find_array(config, kind.list);
    if (rules == nullptr) continue;
    for (const json::value& item : *rules) {
      const json::object& rule = item.as_object();
      const json::array& events = rule.at("Events").as_array();
      const bool wanted = std::any_of(events.begin(), events.end(), [&](const json::value& pattern) {
        return names_event(view(pattern.as_string()), event);
      });
      const Affixes affixes = affixes_of(rule);
      if (!wanted || !key.starts_with(affixes.prefix) || !key.ends_with(affixes.suffix)) continue;
      targets.push_back({kind.kind, std::string(view(rule.at(kind.arn).as_string())),
                         std::string(view(rule.at("Id").as_string()))});
    }
  }
  if (config.contains("EventBridgeConfiguration")) targets.push_back({Target::Kind::bus, {}, {}});
  return targets;
}

void deliver(S3& s3, const Context& context, const Target& target, const std::string& text) {
  const Arn arn = parse_arn(target.arn).value_or(Arn{});
  Context inner = context_of(context, arn);
  // What the event sets off is an effect of the request that wrote the object, whoever sent it. Without a
  // trace of the client's it is so by the number of its call, and a message shows none.
  if (context.call != 0 && !context.trace.empty())
    inner.trace = s3.core.journal.trace_for(context.call, context.trace);
  // What a target refuses is in the journal; the object is written all the same.
  switch (target.kind) {
    case Target::Kind::queue:
      return s3.core.caller.call(
          "sqs", "SendMessage", inner,
          {{"QueueUrl", s3.core.endpoint + "/" + arn.account + "/" + arn.resource}, {"MessageBody", text}},
          Reply::ignored());
    case Target::Kind::function:
      return s3.core.caller.call(
          "lambda", "Invoke", inner,
          {{"FunctionName", target.arn}, {"InvocationType", "Event"}, {"Payload", text}}, Reply::ignored());
    case Target::Kind::topic:
      return s3.core.caller.call(
          "sns", "Publish", inner,
          {{"TopicArn", target.arn}, {"Subject", "Amazon S3 Notification"}, {"Message", text}},
          Reply::ignored());
    case Target::Kind::bus:
      return;
  }
}

}  // namespace orrery::s3
