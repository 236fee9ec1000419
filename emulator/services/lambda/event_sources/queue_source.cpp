// Messages of an SQS queue to a function.
//
// One long poll waits as long as another batch may run. Each batch that succeeds while there are more
// messages allows one more beside it, as AWS's pollers scale, up to the mapping's or the account's limit. A
// message is deleted only after the function has succeeded with it; else it returns when its visibility
// time-out ends.
#include "core/arn.h"
#include "core/ascii.h"
#include "services/lambda/event_sources/batch_failures.h"
#include "services/lambda/event_sources/pending_call.h"
#include "services/lambda/event_sources/source.h"
#include "services/lambda/event_sources/stream_records.h"
#include "services/lambda/lambda.h"

namespace orrery::lambda {
namespace {

constexpr std::int64_t first_concurrency = 5;
constexpr std::int64_t longest_poll_s = 20;
constexpr std::int64_t receive_at_once = 10;
constexpr std::size_t most_bytes = 6 * 1024 * 1024 - 64 * 1024;  // of one invocation
constexpr Duration first_back_off = 100ms, longest_back_off = 5s;
constexpr int most_throttled = 12;  // then the messages' visibility time-out is left to bring them back

// The names change their first letter between SQS and the events of Lambda.
json::object event_attributes(const json::object& attributes) {
  json::object shown;
  for (const auto& [name, value] : attributes) {
    if (!value.is_object()) continue;
    json::object one{{"stringListValues", json::array{}}, {"binaryListValues", json::array{}}};
    for (const auto& [member, content] : value.get_object()) one[lower_first(member)] = content;
    shown[name] = std::move(one);
  }
  return shown;
}

json::object event_record(const json::object& message, const Mapping& mapping, const Arn& queue) {
  json::object record{{"messageId", find_text(message, "MessageId").value_or("")},
                      {"receiptHandle", find_text(message, "ReceiptHandle").value_or("")},
                      {"body", find_text(message, "Body").value_or("")},
                      {"attributes", json::object{}},
                      {"messageAttributes", json::object{}},
                      {"md5OfBody", find_text(message, "MD5OfBody").value_or("")},
                      {"eventSource", "aws:sqs"},
                      {"eventSourceARN", mapping.source_arn},
                      {"awsRegion", queue.region}};
  if (const json::object* attributes = find_object(message, "Attributes")) record["attributes"] = *attributes;
  if (const json::object* attributes = find_object(message, "MessageAttributes"))
    record["messageAttributes"] = event_attributes(*attributes);
  // AWS's pollers that collect for a window name the digest also where there is none.
  if (const auto md5 = find_text(message, "MD5OfMessageAttributes"))
    record["md5OfMessageAttributes"] = *md5;
  else if (mapping.window > Duration{0})
    record["md5OfMessageAttributes"] = nullptr;
  return record;
}

class QueueSource final : public Source, public std::enable_shared_from_this<QueueSource> {
 public:
  QueueSource(Lambda& lambda, Mapping mapping)
      : lambda_(lambda),
        mapping_(std::move(mapping)),
        queue_(parse_arn(mapping_.source_arn).value_or(Arn{})) {
    context_.account = queue_.account;
    context_.region = queue_.region;
    context_.caller = "lambda";
  }

  void poll();
  void stop() override {
    stopped_ = true;
    receiving_ = PendingCall();
    window_ = Alarm();
    pause_ = Alarm();
  }

 private:
  struct Batch {
    json::array records;
    std::string trace;  // of the first of them
    int throttled = 0;
    Alarm back_off;
  };

  std::int64_t limit() const {
    return std::min(allowed_, mapping_.maximum_concurrency.value_or(Concurrency::account_limit));
  }
  json::object queue_input() const {
    return {{"QueueUrl", lambda_.core.endpoint + "/" + queue_.account + "/" + queue_.resource}};
  }
  void received(Result result);
  void take(const json::array& messages);
  void dispatch();
  void run(std::shared_ptr<Batch> batch);
  void throttled(std::shared_ptr<Batch> batch);
  void finished(const Batch& batch, const InvocationOutcome& outcome);
  void ended();
  void erase(const json::array& receipts) const;

  Lambda& lambda_;
  const Mapping mapping_;
  const Arn queue_;
  Context context_;
  PendingCall receiving_;
  bool receiving_now_ = false;
  bool stopped_ = false;
  std::int64_t running_ = 0;
  std::int64_t allowed_ = first_concurrency;
  json::array collected_;
  std::string collected_trace_;
  std::size_t collected_bytes_ = 0;
  bool window_open_ = false;
  Alarm window_, pause_;
};

void QueueSource::poll() {
  if (stopped_ || receiving_now_ || running_ >= limit()) return;
  json::object input = queue_input();
  input["MaxNumberOfMessages"] =
      std::min(receive_at_once, mapping_.batch_size - static_cast<std::int64_t>(collected_.size()));
  input["WaitTimeSeconds"] = longest_poll_s;
  input["AttributeNames"] = json::array{"All"};
  input["MessageAttributeNames"] = json::array{"All"};
  receiving_now_ = true;
  receiving_ = PendingCall(lambda_.core, "sqs", "ReceiveMessage", context_, std::move(input),
                           [weak = weak_from_this()](Result result) {
                             if (const auto self = weak.lock()) self->received(std::move(result));
                           });
}

void QueueSource::received(Result result) {
  receiving_now_ = false;
  if (stopped_) return;
  if (std::get_if<AwsError>(&result)) {  // the queue is gone; it may come back
    pause_ = lambda_.core.clock.after(
        pause_after_refusal,
        [weak = weak_from_this()] {
          if (const auto self = weak.lock()) self->poll();
        },
        Purpose::housekeeping);
    return;
  }
  if (const json::array* messages = find_array(std::get<json::object>(result), "Messages")) take(*messages);
  // A turn of its own: a full queue is not to keep everybody else waiting, nor to fill the stack.
  lambda_.core.loop.post([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->poll();
  });
}

void QueueSource::take(const json::array& messages) {
  json::array unwanted;
  for (const json::value& message : messages) {
    json::object record = event_record(message.as_object(), mapping_, queue_);
    if (!wanted(mapping_, record)) {
      unwanted.push_back(record["receiptHandle"]);
      continue;
    }
    collected_bytes_ += record["body"].as_string().size() + 1024;
    // An invocation has one cause.
    if (collected_.empty()) collected_trace_ = find_text(message.as_object(), trace_of_job).value_or("");
    collected_.push_back(std::move(record));
  }
  erase(unwanted);
  if (collected_.empty()) return;
  const bool full = static_cast<std::int64_t>(collected_.size()) >= mapping_.batch_size ||
                    collected_bytes_ + receive_at_once * 256 * 1024 > most_bytes;
  if (full || mapping_.window == Duration{0}) return dispatch();
  if (std::exchange(window_open_, true)) return;
  window_ = lambda_.core.clock.after(mapping_.window, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self && !self->stopped_ && !self->collected_.empty()) self->dispatch();
  });
}

void QueueSource::dispatch() {
  window_ = Alarm();
  window_open_ = false;
  collected_bytes_ = 0;
  auto batch = std::make_shared<Batch>();
  batch->records = std::exchange(collected_, json::array{});
  batch->trace = std::exchange(collected_trace_, {});
  ++running_;
  run(std::move(batch));
}

void QueueSource::run(std::shared_ptr<Batch> batch) {
  auto run = std::make_unique<Run>();
  try {
    run->target = lambda_.target(mapping_.function_arn, {}, mapping_.context);
    run->request_id = lambda_.entropy.uuid();
    run->payload = to_text(json::object{{"Records", batch->records}});
    run->trace = batch->trace;
    run->done = [self = shared_from_this(), batch](InvocationOutcome outcome) {
      self->finished(*batch, outcome);
    };
    lambda_.start(std::move(run));
  } catch (const AwsError& refusal) {
    if (refusal.status == 429 && !stopped_ && batch->throttled < most_throttled)
      return throttled(std::move(batch));
    ended();
  }
}

void QueueSource::throttled(std::shared_ptr<Batch> batch) {
  allowed_ = std::max<std::int64_t>(1, allowed_ / 2);
  const Duration delay = std::min<Duration>(longest_back_off, first_back_off * (1 << batch->throttled++));
  batch->back_off = lambda_.core.clock.after(
      delay,
      [weak = weak_from_this(), batch] {
        if (const auto self = weak.lock()) self->run(batch);
      },
      Purpose::housekeeping);
}

void QueueSource::finished(const Batch& batch, const InvocationOutcome& outcome) {
  if (outcome.error.empty() && !outcome.refused) {
    std::optional<std::vector<std::string>> failed = std::vector<std::string>{};
    if (mapping_.reports_failures) failed = read_batch_failures(outcome.payload);
    json::array receipts;
    std::size_t known = 0;
    for (const json::value& record : batch.records) {
      const bool bad = failed && std::find(failed->begin(), failed->end(),
                                           *find_text(record.as_object(), "messageId")) != failed->end();
      known += bad;
      if (failed && !bad) receipts.push_back(record.at("receiptHandle"));
    }
    // A name that is none of the batch's: nobody knows what the function meant, so all of it is tried again.
    if (failed && known == failed->size()) erase(receipts);
    ++allowed_;
  }
  ended();
}

void QueueSource::ended() {
  --running_;
  poll();
}

void QueueSource::erase(const json::array& receipts) const {
  for (std::size_t from = 0; from < receipts.size(); from += receive_at_once) {
    json::object input = queue_input();
    json::array entries;
    for (std::size_t at = from; at < receipts.size() && at < from + receive_at_once; ++at)
      entries.push_back(json::object{{"Id", std::to_string(at)}, {"ReceiptHandle", receipts[at]}});
    input["Entries"] = std::move(entries);
    lambda_.core.caller.call("sqs", "DeleteMessageBatch", context_, std::move(input), Reply::ignored());
  }
}

}  // namespace

std::shared_ptr<Source> start_queue_source(Lambda& lambda, Mapping mapping) {
  auto source = std::make_shared<QueueSource>(lambda, std::move(mapping));
  lambda.core.loop.post([weak = std::weak_ptr(source)] {
    if (const auto self = weak.lock()) self->poll();
  });
  return source;
}

}  // namespace orrery::lambda
