#include "services/lambda/event_sources/shard_reader.h"

#include "services/lambda/destinations.h"
#include "services/lambda/event_sources/batch_failures.h"
#include "services/lambda/event_sources/checkpoints.h"
#include "services/lambda/event_sources/stream_records.h"

namespace orrery::lambda {
namespace {

constexpr Duration pause_after_refusal = 1s;
constexpr Duration first_retry = 1s, longest_retry = 60s;
constexpr Duration throttle_pause = 200ms;

}  // namespace

ShardReader::ShardReader(Lambda& lambda, std::shared_ptr<const Mapping> mapping, std::string shard,
                         bool from_the_start, std::function<void()> ended)
    : lambda_(lambda),
      mapping_(std::move(mapping)),
      service_(mapping_->kind == SourceKind::kinesis ? "kinesis" : "dynamodbstreams"),
      shard_(std::move(shard)),
      from_the_start_(from_the_start),
      ended_(std::move(ended)) {
  const auto arn = parse_arn(mapping_->source_arn).value_or(Arn{});
  context_.account = arn.account;
  context_.region = arn.region;
  context_.caller = "lambda";
}

void ShardReader::start() { find_position(); }

void ShardReader::stop() {
  stopped_ = true;
  pending_ = PendingCall();
  window_ = Alarm();
  pause_ = Alarm();
}

// A refusal (the stream is gone, an iterator is too old) begins again from the checkpoint after a pause.
void ShardReader::call(std::string_view operation, json::object input,
                       void (ShardReader::*then)(json::object)) {
  pending_ = PendingCall(lambda_.core, service_, operation, context_, std::move(input),
                         [weak = weak_from_this(), then](Result result) {
                           const auto self = weak.lock();
                           if (!self || self->stopped_) return;
                           if (auto* object = std::get_if<json::object>(&result))
                             return ((*self).*then)(std::move(*object));
                           self->pause_ = self->lambda_.core.clock.after(
                               pause_after_refusal,
                               [weak] {
                                 if (const auto reader = weak.lock()) reader->find_position();
                               },
                               Purpose::housekeeping);
                         });
}

// "From now on" was said before the emulator was started again, and nothing has come since then: what came
// after it was said is still to be read.
bool ShardReader::starts_late() const {
  return mapping_->resumed && !from_the_start_ && mapping_->starting_position == "LATEST";
}

void ShardReader::find_position() {
  json::object input{{"ShardId", shard_}};
  input[mapping_->kind == SourceKind::kinesis ? "StreamARN" : "StreamArn"] = mapping_->source_arn;
  const auto checkpoint = read_checkpoint(lambda_.core.store, mapping_->uuid, shard_);
  const std::string& after = last_read_.empty() && checkpoint ? *checkpoint : last_read_;
  if (!after.empty()) {
    input["ShardIteratorType"] = "AFTER_SEQUENCE_NUMBER";
    input[mapping_->kind == SourceKind::kinesis ? "StartingSequenceNumber" : "SequenceNumber"] = after;
  } else if (from_the_start_ || starts_late() || mapping_->starting_position == "TRIM_HORIZON") {
    input["ShardIteratorType"] = "TRIM_HORIZON";
  } else if (mapping_->starting_position == "AT_TIMESTAMP") {
    input["ShardIteratorType"] = "AT_TIMESTAMP";
    input["Timestamp"] = epoch_double(mapping_->starting_at);
  } else {
    input["ShardIteratorType"] = "LATEST";
  }
  call("GetShardIterator", std::move(input), &ShardReader::have_iterator);
}

void ShardReader::have_iterator(json::object result) {
  iterator_ = find_text(result, "ShardIterator").value_or("");
  read();
}

void ShardReader::read() {
  const std::int64_t room = mapping_->batch_size - static_cast<std::int64_t>(collected_.size());
  call("GetRecords", {{"ShardIterator", iterator_}, {"Limit", std::min<std::int64_t>(room, 1000)}},
       &ShardReader::have_records);
}

void ShardReader::have_records(json::object result) {
  iterator_ = find_text(result, "NextShardIterator").value_or("");
  const json::array* records = find_array(result, "Records");
  for (const json::value& record : records ? *records : json::array{}) {
    json::object shown = stream_event_record(*mapping_, shard_, record.as_object());
    last_read_ = sequence_of(shown);
    const bool before =
        starts_late() && arrival_of(shown) < std::chrono::floor<std::chrono::seconds>(mapping_->modified);
    if (!before && wanted(*mapping_, shown)) collected_.push_back(std::move(shown));
  }
  const bool empty = !records || records->empty();
  if (static_cast<std::int64_t>(collected_.size()) >= mapping_->batch_size || iterator_.empty() ||
      (mapping_->window == Duration{0} && (empty || !collected_.empty())))
    return flush();
  if (!collected_.empty() && !std::exchange(window_open_, true))
    window_ = lambda_.core.clock.after(mapping_->window, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->flush();
    });
  empty ? wait() : read();
}

void ShardReader::wait() { call("WaitForRecords", {{"ShardIterator", iterator_}}, &ShardReader::waited); }
void ShardReader::waited(json::object) { read(); }

// What was collected becomes the batch that runs. Where there is nothing, the shard is waited for.
void ShardReader::flush() {
  if (stopped_) return;
  pending_ = PendingCall();
  window_ = Alarm();
  window_open_ = false;
  if (collected_.empty()) {
    if (!last_read_.empty()) done_until(last_read_);  // all of it was filtered out
    if (iterator_.empty()) return ended_();
    return wait();
  }
  batches_.push_back({std::exchange(collected_, json::array{}), 0});
  run_next();
}

bool ShardReader::too_old(const json::array& records) const {
  return mapping_->maximum_age &&
         arrival_of(records.front().get_object()) + *mapping_->maximum_age < lambda_.core.clock.now();
}

void ShardReader::run_next() {
  if (stopped_) return;
  if (batches_.empty()) {
    if (!last_read_.empty()) done_until(last_read_);
    if (iterator_.empty()) return ended_();
    return read();
  }
  Batch& batch = batches_.front();
  if (too_old(batch.records)) return give_up("RecordAgeExceeded", nullptr);
  auto run = std::make_unique<Run>();
  try {
    run->target = lambda_.target(mapping_->function_arn, {}, mapping_->context);
    run->request_id = request_id_ = lambda_.entropy.uuid();
    run->payload = to_text(json::object{{"Records", batch.records}});
    run->attempt = static_cast<int>(batch.attempts) + 1;
    run->done = [self = shared_from_this()](InvocationOutcome outcome) {
      self->finished(std::move(outcome));
    };
    lambda_.start(std::move(run));
    refusals_ = 0;
  } catch (const AwsError&) {  // throttled, or the function is gone: neither counts as an attempt
    retry_after(std::min<Duration>(longest_retry, throttle_pause * (1 << std::min(refusals_++, 8))),
                Purpose::housekeeping);
  }
}

void ShardReader::retry_after(Duration delay, Purpose purpose) {
  pause_ = lambda_.core.clock.after(
      delay,
      [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->run_next();
      },
      purpose);
}

void ShardReader::finished(InvocationOutcome outcome) {
  if (outcome.error.empty() && !outcome.refused)
    succeeded(outcome);
  else
    failed(outcome);
}

void ShardReader::done_until(const std::string& sequence) {
  write_checkpoint(lambda_.core.store, mapping_->uuid, shard_, sequence);
}

// Where the function names records that failed, all before the first of them are done with and the rest is
// tried again.
void ShardReader::succeeded(const InvocationOutcome& outcome) {
  Batch& batch = batches_.front();
  if (mapping_->reports_failures) {
    const auto failures = read_batch_failures(outcome.payload);
    if (!failures) return failed(outcome);
    if (!failures->empty()) {
      const auto first =
          std::find_if(batch.records.begin(), batch.records.end(), [&](const json::value& record) {
            return std::find(failures->begin(), failures->end(), sequence_of(record.get_object())) !=
                   failures->end();
          });
      if (first == batch.records.end() || first == batch.records.begin()) return failed(outcome);
      done_until(sequence_of((first - 1)->get_object()));
      batch.records.erase(batch.records.begin(), first);
      return failed(outcome);
    }
  }
  done_until(sequence_of(batch.records.back().get_object()));
  batches_.pop_front();
  run_next();
}

void ShardReader::failed(const InvocationOutcome& outcome) {
  if (stopped_) return;
  Batch& batch = batches_.front();
  ++batch.attempts;
  if (mapping_->retries >= 0 && batch.attempts > mapping_->retries)
    return give_up("RetryAttemptsExhausted", &outcome);
  if (mapping_->bisects && batch.records.size() > 1) {
    const std::size_t half = batch.records.size() / 2;
    Batch second{json::array(batch.records.begin() + half, batch.records.end()), batch.attempts};
    batch.records.erase(batch.records.begin() + half, batch.records.end());
    batches_.insert(batches_.begin() + 1, std::move(second));
  }
  const auto doublings = std::min<std::int64_t>(batches_.front().attempts - 1, 6);
  retry_after(std::min<Duration>(longest_retry, first_retry * (std::int64_t{1} << doublings)),
              Purpose::world);
}

void ShardReader::give_up(std::string_view condition, const InvocationOutcome* outcome) {
  const Batch batch = std::move(batches_.front());
  batches_.pop_front();
  if (!mapping_->on_failure.empty())
    send_to(lambda_.core, mapping_->on_failure,
            failed_batch_envelope(*mapping_, shard_, batch.records, request_id_, condition, batch.attempts,
                                  outcome ? outcome->error : "", lambda_.core.clock.now()),
            {}, {});
  done_until(sequence_of(batch.records.back().get_object()));
  run_next();
}

}  // namespace orrery::lambda
