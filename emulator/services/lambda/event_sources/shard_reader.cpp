#include "services/lambda/event_sources/shard_reader.h"

#include "services/lambda/event_sources/checkpoints.h"
#include "services/lambda/event_sources/stream_records.h"

namespace orrery::lambda {
namespace {

constexpr std::size_t batches_ahead = 4;  // for each lane, while another one is behind

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

void ShardReader::start() {
  for (std::int64_t count = 0; count < mapping_->parallel; ++count)
    lanes_.push_back(std::make_shared<Lane>(
        lambda_, mapping_, shard_,
        [weak = weak_from_this()](const json::array& records) {
          if (const auto self = weak.lock()) self->done_with(records);
        },
        [weak = weak_from_this()] {
          if (const auto self = weak.lock()) self->go_on();
        }));
  find_position();
}

void ShardReader::stop() {
  stopped_ = true;
  pending_ = PendingCall();
  window_ = Alarm();
  pause_ = Alarm();
  tumbling_ = Alarm();
  for (const auto& lane : lanes_) lane->stop();
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
  reading_ = true;
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
  reading_ = true;
  const std::int64_t room = mapping_->batch_size - static_cast<std::int64_t>(collected_.size());
  call("GetRecords", {{"ShardIterator", iterator_}, {"Limit", std::min<std::int64_t>(room, 1000)}},
       &ShardReader::have_records);
}

std::string ShardReader::role() const {
  const auto function =
      lambda_.functions.find(parse_function_name(mapping_->function_arn, {}, mapping_->context));
  return std::string(function ? find_text(function->configuration, "Role").value_or("") : "");
}

void ShardReader::have_records(json::object result) {
  iterator_ = find_text(result, "NextShardIterator").value_or("");
  const json::array* records = find_array(result, "Records");
  const std::string whose = role();
  for (const json::value& record : records ? *records : json::array{}) {
    json::object shown = stream_event_record(*mapping_, whose, shard_, record.as_object());
    last_read_ = sequence_of(shown);
    const bool before =
        starts_late() && arrival_of(shown) < std::chrono::floor<std::chrono::seconds>(mapping_->modified);
    if (!before && wanted(*mapping_, shown)) collected_.push_back(std::move(shown));
  }
  const bool empty = all_read_ = !records || records->empty();
  const bool enough = collected_.empty() ? empty : mapping_->window == Duration{0};
  if (static_cast<std::int64_t>(collected_.size()) >= mapping_->batch_size || iterator_.empty() || enough)
    return flush();
  if (!collected_.empty() && !std::exchange(window_open_, true))
    window_ = lambda_.core.clock.after(mapping_->window, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->flush();
    });
  empty ? wait() : read();
}

void ShardReader::wait() { call("WaitForRecords", {{"ShardIterator", iterator_}}, &ShardReader::waited); }
void ShardReader::waited(json::object) { read(); }

// What was collected goes to its lanes. Where there is nothing, the shard is waited for.
void ShardReader::flush() {
  if (stopped_) return;
  pending_ = PendingCall();
  window_ = Alarm();
  window_open_ = false;
  reading_ = false;
  if (!collected_.empty()) return share_out(std::exchange(collected_, json::array{}));
  note_progress();  // all of it was filtered out
  if (iterator_.empty()) return go_on();
  Lane& lane = *lanes_.front();
  if (all_read_ && lane.window() && lane.window()->end <= lambda_.core.clock.now()) return lane.end_window();
  reading_ = true;
  if (lane.window()) watch_window(lane);
  wait();
}

// A window is over with its time, once all that came in it has been read. Only a mapping of one lane has one.
void ShardReader::watch_window(const Lane& lane) {
  tumbling_ = lambda_.core.clock.at(lane.window()->end, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self && self->reading_ && self->collected_.empty()) self->read();
  });
}

void ShardReader::share_out(json::array records) {
  std::vector<json::array> shares(lanes_.size());
  for (json::value& record : records) {
    order_.push_back(sequence_of(record.get_object()));
    const std::size_t lane =
        lanes_.size() == 1 ? 0 : std::hash<std::string>{}(partition_of(record.get_object())) % lanes_.size();
    shares[lane].push_back(std::move(record));
  }
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
    if (!shares[lane].empty()) lanes_[lane]->add(std::move(shares[lane]));
  go_on();
}

// While a lane is free, and none of the others is too far behind.
bool ShardReader::may_read() const {
  const std::size_t ahead = batches_ahead * static_cast<std::size_t>(mapping_->batch_size);
  bool free = false;
  for (const auto& lane : lanes_) {
    if (lane->waiting() > ahead) return false;
    free = free || !lane->busy();
  }
  return free;
}

void ShardReader::go_on() {
  if (stopped_ || reading_) return;
  if (!iterator_.empty()) {
    if (may_read()) read();
    return;
  }
  const bool all_done =
      std::none_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane->busy(); });
  if (!all_done) return;
  if (lanes_.front()->window()) return lanes_.front()->end_window();
  reading_ = true;  // for good: there is nothing more
  ended_();
}

// The checkpoint moves on over everything before which all is done with.
void ShardReader::done_with(const json::array& records) {
  for (const json::value& record : records) out_of_turn_.insert(sequence_of(record.get_object()));
  std::string last;
  while (!order_.empty() && out_of_turn_.erase(order_.front())) {
    last = std::move(order_.front());
    order_.pop_front();
  }
  if (!last.empty()) write_checkpoint(lambda_.core.store, mapping_->uuid, shard_, last);
  note_progress();
}

// What was filtered out at the end is done with too.
void ShardReader::note_progress() {
  if (order_.empty() && collected_.empty() && !last_read_.empty())
    write_checkpoint(lambda_.core.store, mapping_->uuid, shard_, last_read_);
}

}  // namespace orrery::lambda
