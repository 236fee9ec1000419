#include "services/lambda/event_sources/lane.h"

#include "services/lambda/destinations.h"
#include "services/lambda/event_sources/batch_failures.h"
#include "services/lambda/event_sources/stream_records.h"

namespace orrery::lambda {
namespace {

constexpr Duration first_retry = 1s, longest_retry = 60s;
constexpr Duration throttle_pause = 200ms;
constexpr const char* function_failed = "PROBLEM: Function call failed";

}  // namespace

Lane::Lane(Lambda& lambda, std::shared_ptr<const Mapping> mapping, std::string shard,
           std::function<void(const json::array&)> done_with, std::function<void()> idle)
    : lambda_(lambda),
      mapping_(std::move(mapping)),
      shard_(std::move(shard)),
      done_with_(std::move(done_with)),
      idle_(std::move(idle)),
      window_(mapping_->tumbling > Duration{0} ? read_window(lambda_.core.store, *mapping_, shard_)
                                               : std::nullopt) {}

void Lane::stop() {
  stopped_ = true;
  pause_ = Alarm();
}

void Lane::add(json::array records) {
  for (json::value& record : records) waiting_.push_back(std::move(record));
  if (!busy()) take_next();
}

void Lane::take_next() {
  Batch batch;
  while (!waiting_.empty() && static_cast<std::int64_t>(batch.records.size()) < mapping_->batch_size &&
         belongs(waiting_.front().get_object())) {
    json::object& record = waiting_.front().get_object();
    if (batch.records.empty()) batch.trace = text_of(record, trace_of_job);
    record.erase(boost_view(trace_of_job));
    batch.records.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  if (batch.records.empty() && !waiting_.empty()) return end_window();
  if (batch.records.empty()) return idle_();
  batches_.push_back(std::move(batch));
  run_next();
}

// To the window that is open; where none is, one is opened for it.
bool Lane::belongs(const json::object& record) {
  if (!window_ && mapping_->tumbling > Duration{0}) window_ = window_of(*mapping_, record);
  return !window_ || window_->holds(record);
}

void Lane::end_window(TumblingWindow::End how) {
  const bool running = busy();
  batches_.insert(batches_.begin() + (running ? 1 : 0), Batch{{}, 0, how, {}});
  if (!running) run_next();
}

void Lane::keep_state(json::value state) {
  window_->state = std::move(state);
  write_window(lambda_.core.store, *mapping_, shard_, *window_);
  if (window_->is_overfull()) end_window(TumblingWindow::End::early);
}

// One that has ended early goes on with an empty state.
void Lane::leave_window(TumblingWindow::End how) {
  if (how == TumblingWindow::End::early) return keep_state(json::object{});
  window_.reset();
  erase_window(lambda_.core.store, *mapping_, shard_);
}

bool Lane::too_old(const json::array& records) const {
  return mapping_->maximum_age && !records.empty() &&
         arrival_of(records.front().get_object()) + *mapping_->maximum_age < lambda_.core.clock.now();
}

void Lane::run_next() {
  if (stopped_) return;
  if (batches_.empty()) return take_next();
  Batch& batch = batches_.front();
  if (too_old(batch.records)) return give_up("RecordAgeExceeded", nullptr);
  auto run = std::make_unique<Run>();
  try {
    run->target = lambda_.target(mapping_->function_arn, {}, mapping_->context);
    run->request_id = request_id_ = lambda_.entropy.uuid();
    run->payload = to_text(window_ ? window_->event(*mapping_, shard_, batch.records, batch.ends)
                                   : json::object{{"Records", batch.records}});
    run->attempt = static_cast<int>(batch.attempts) + 1;
    run->trace = batch.trace;
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

void Lane::retry_after(Duration delay, Purpose purpose) {
  pause_ = lambda_.core.clock.after(
      delay,
      [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->run_next();
      },
      purpose);
}

void Lane::finished(InvocationOutcome outcome) {
  if (stopped_) return;
  const bool ended_well = outcome.error.empty() && !outcome.refused;
  lambda_.mappings.note_result(*mapping_, ended_well ? "OK" : function_failed);
  if (ended_well)
    succeeded(outcome);
  else
    failed(outcome);
}

// Where the function names records that failed, all before the first of them are done with and the rest is
// tried again.
void Lane::succeeded(const InvocationOutcome& outcome) {
  Batch& batch = batches_.front();
  if (batch.ends != TumblingWindow::End::none) return leave_first();
  std::optional<json::value> state = window_ ? read_state(outcome.payload) : std::nullopt;
  if (window_ && !state) {
    lambda_.mappings.note_result(*mapping_, function_failed);
    return failed(outcome);
  }
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
      if (state) keep_state(*std::move(state));
      done_with_(json::array(batch.records.begin(), first));
      batch.records.erase(batch.records.begin(), first);
      return failed(outcome);
    }
  }
  if (state) keep_state(*std::move(state));
  leave_first();
}

void Lane::failed(const InvocationOutcome& outcome) {
  Batch& batch = batches_.front();
  ++batch.attempts;
  if (mapping_->retries >= 0 && batch.attempts > mapping_->retries)
    return give_up("RetryAttemptsExhausted", &outcome);
  if (mapping_->bisects && batch.records.size() > 1) {
    const std::size_t half = batch.records.size() / 2;
    Batch second{json::array(batch.records.begin() + half, batch.records.end()), batch.attempts, batch.ends,
                 batch.trace};
    batch.records.erase(batch.records.begin() + half, batch.records.end());
    batches_.insert(batches_.begin() + 1, std::move(second));
  }
  const auto doublings = std::min<std::int64_t>(batches_.front().attempts - 1, 6);
  retry_after(std::min<Duration>(longest_retry, first_retry * (std::int64_t{1} << doublings)),
              Purpose::world);
}

void Lane::give_up(std::string_view condition, const InvocationOutcome* outcome) {
  const Batch& batch = batches_.front();
  if (!mapping_->on_failure.empty() && !batch.records.empty())
    send_to(
        lambda_.core, mapping_->on_failure,
        failed_batch_envelope(*mapping_, shard_, batch.records, request_id_, condition, batch.attempts,
                              outcome ? outcome->error : "", lambda_.core.clock.now()),
        {}, {},
        {mapping_->uuid + "/" + shard_, request_id_, mapping_->context.account, mapping_->context.region});
  leave_first();
}

void Lane::leave_first() {
  const Batch batch = std::move(batches_.front());
  batches_.pop_front();
  if (batch.ends != TumblingWindow::End::none) leave_window(batch.ends);
  done_with_(batch.records);
  run_next();
}

}  // namespace orrery::lambda
