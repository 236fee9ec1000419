#include "services/sqs/queue.h"

#include "core/arn.h"
#include "core/key.h"
#include "core/number.h"

namespace orrery::sqs {
namespace {

struct Default {
  std::string_view name, value;
};

constexpr Default defaults[] = {
    {"VisibilityTimeout", "30"},
    {"DelaySeconds", "0"},
    {"MaximumMessageSize", "1048576"},
    {"MessageRetentionPeriod", "345600"},
    {"ReceiveMessageWaitTimeSeconds", "0"},
};

constexpr Default fifo_defaults[] = {
    {"FifoQueue", "true"},
    {"ContentBasedDeduplication", "false"},
    {"DeduplicationScope", "queue"},
    {"FifoThroughputLimit", "perQueue"},
};

}  // namespace

std::string Queue::arn() const { return make_arn("sqs", region, account, name); }

std::string Queue::url(const Context& context) const {
  return "http://" + context.host + "/" + account + "/" + name;
}

std::string_view Queue::attribute(std::string_view attribute_name) const {
  if (const auto set = find_text(attributes, attribute_name)) return *set;
  for (const Default& one : defaults) {
    if (one.name == attribute_name) return one.value;
  }
  for (const Default& one : fifo_defaults) {
    if (fifo() && one.name == attribute_name) return one.value;
  }
  // Messages rest encrypted by SQS unless another key is named.
  if (attribute_name == "SqsManagedSseEnabled") {
    return find_text(attributes, "KmsMasterKeyId") ? "false" : "true";
  }
  if (attribute_name == "KmsDataKeyReusePeriodSeconds" && find_text(attributes, "KmsMasterKeyId"))
    return "300";
  return {};
}

std::int64_t Queue::seconds(std::string_view attribute_name) const {
  return read_number<std::int64_t>(attribute(attribute_name)).value_or(0);
}

std::string Queues::base(std::string_view account, std::string_view region) {
  return Key("sqs").text("queue").text(account).text(region).bytes();
}

Queue Queues::read(std::string_view account, std::string_view region, std::string_view name,
                   std::string_view bytes) {
  json::value parsed = parse_json(bytes).value();
  json::object& record = parsed.as_object();
  const auto number = [&](std::string_view member) { return find_number(record, member).value_or(0); };
  Queue queue;
  queue.account = account;
  queue.region = region;
  queue.name = name;
  queue.id = static_cast<std::uint64_t>(number("id"));
  queue.number = static_cast<std::uint64_t>(number("number"));
  queue.created_s = number("created");
  queue.modified_s = number("modified");
  queue.purged_ms = number("purged");
  queue.attributes = std::move(record.at("attributes").as_object());
  queue.tags = std::move(record.at("tags").as_object());
  return queue;
}

std::optional<Queue> Queues::find(std::string_view account, std::string_view region,
                                  std::string_view name) const {
  const std::string key = base(account, region) + std::string(name);
  const auto bytes = store_.get(key);
  if (!bytes) return std::nullopt;
  Known& known = known_[key];
  if (known.bytes != *bytes) known = {*bytes, read(account, region, name, *bytes)};
  return known.queue;
}

std::optional<Queue> Queues::find(std::string_view arn) const {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "sqs") return std::nullopt;
  return find(parts->account, parts->region, parts->resource);
}

void Queues::save(const Queue& queue) {
  store_.put(base(queue.account, queue.region) + queue.name,
             to_text(json::object{{"id", queue.id},
                                  {"number", queue.number},
                                  {"created", queue.created_s},
                                  {"modified", queue.modified_s},
                                  {"purged", queue.purged_ms},
                                  {"attributes", queue.attributes},
                                  {"tags", queue.tags}}));
}

void Queues::erase(const Queue& queue, Instant now) {
  const std::string key = base(queue.account, queue.region) + queue.name;
  store_.erase(key);
  known_.erase(key);
  store_.put(Key("sqs").text("deleted").text(queue.account).text(queue.region).text(queue.name),
             Key().number(static_cast<std::uint64_t>(now.time_since_epoch().count())));
}

std::optional<Instant> Queues::deleted(std::string_view account, std::string_view region,
                                       std::string_view name) const {
  const auto bytes = store_.get(Key("sqs").text("deleted").text(account).text(region).text(name));
  if (!bytes) return std::nullopt;
  return Instant(Duration(static_cast<std::int64_t>(KeyReader(*bytes).number())));
}

std::uint64_t Queues::next_number() {
  const Key key = Key("sqs").text("next");
  const auto bytes = store_.get(key);
  const std::uint64_t number = bytes ? KeyReader(*bytes).number() : 1;
  store_.put(key, Key().number(number + 1));
  return number;
}

}  // namespace orrery::sqs
