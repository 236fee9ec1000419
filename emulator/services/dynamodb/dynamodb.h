#pragma once
// DynamoDB: tables, items, indexes, transactions, time to live, PartiQL. Its streams are a second service
// (streams.h).
#include "core/core.h"
#include "core/service.h"
#include "services/dynamodb/faults.h"
#include "services/dynamodb/stream_log.h"
#include "services/dynamodb/table_work.h"
#include "services/dynamodb/tables.h"
#include "services/dynamodb/time_to_live.h"
#include "services/dynamodb/transfer/exports.h"
#include "services/dynamodb/transfer/imports.h"

namespace orrery::dynamodb {

struct Options {
  Duration table_delay{};  // how long tables and indexes stay CREATING or UPDATING
  std::uint64_t stream_shards = 1;
};

class Dynamodb final : public Service {
 public:
  explicit Dynamodb(Core& core, Options options = {});

  const ServiceInfo& info() const override;
  void call(std::string_view operation, const Context& context, const json::object& input,
            Reply reply) override;
  void resume() override;

  Core& core;
  Store& store;
  Clock& clock;
  Options options;
  Entropy entropy;
  Tables tables;
  StreamLog streams;
  TimeToLive time_to_live;
  TableWork table_work;
  Exports exports;
  Imports imports;
  Faults faults;

  // An id that sorts by time, as those of backups, exports and imports do: "01234567890123-0a1b2c3d".
  std::string timed_id(Instant when);
  // Throws a table's items and index entries away, a part at a time, after the turn.
  void sweep_later(std::string prefix);

 private:
  void sweep();
  Alarm sweeper_;
};

}  // namespace orrery::dynamodb
