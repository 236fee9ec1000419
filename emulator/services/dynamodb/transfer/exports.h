#pragma once
// Exports of tables to S3, as they were at one time or as they changed between two.
//
//   "dynamodb" account region "export file" id number -> a line of manifest-files.json
//   "dynamodb" account region "export change" id key  -> an item that changed in the time of an incremental
//                                                        export: microseconds (8 bytes) of its last write,
//                                                        and as it was before the first; empty: it was none
//
// A copy of the table is made first (copies.h), so that writes go on meanwhile; then it is written to S3 file
// by file. After a restart an export goes on after the last file that it had written.
#include <memory>
#include <string>

#include "services/dynamodb/table.h"
#include "services/dynamodb/transfer/transfers.h"

namespace orrery::dynamodb {

class Dynamodb;

class Exports {
 public:
  explicit Exports(Dynamodb& dynamodb);
  ~Exports();

  // Begins the export that `shown` describes, of `table` as it was at `of` where that is not now. Returns its
  // description.
  json::object begin(const Context& context, Table& table, json::object shown, std::string_view fingerprint,
                     std::optional<Instant> of);
  // The copy for it is there. Whether `arn` is an export's.
  bool begin_writing(const Context& context, std::string_view arn);
  void resume();

  const Transfers& transfers() const { return transfers_; }

 private:
  struct Job;
  using Running = std::shared_ptr<Job>;

  void start(const Context& context, const std::string& id);
  void next(const Running& job);
  void step(const Running& job);
  void gather_changes(const Running& job);
  void fill_file(const Running& job);
  std::string line_at(Job& job, std::string_view key, std::string_view row);
  void write_file(const Running& job, bool last);
  void keep_file(const Running& job, bool last, const json::object& put);
  json::object summary_of(Job& job, Instant ended);
  void write_manifests(const Running& job);
  void complete(const Running& job);
  void end(const Running& job);
  void put(const Running& job, const std::string& key, std::string_view body,
           Function<void(json::object)> then);

  Dynamodb& dynamodb_;
  Transfers transfers_;
};

}  // namespace orrery::dynamodb
