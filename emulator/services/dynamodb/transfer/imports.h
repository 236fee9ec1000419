#pragma once
// Imports of objects in S3 into a new table. What AWS counts as an error, and what becomes of the rest of an
// object then, follows what its service was observed to do.
//
// An import is read piece by piece between other turns. After a restart it begins again: it writes the same
// items.
#include <memory>
#include <string>

#include "services/dynamodb/table.h"
#include "services/dynamodb/transfer/transfers.h"

namespace orrery::dynamodb {

class Dynamodb;

class Imports {
 public:
  explicit Imports(Dynamodb& dynamodb);
  ~Imports();

  // Begins the import that `shown` describes, into a table like `table`. Returns its description.
  json::object begin(const Context& context, const Table& table, json::object shown);
  void resume();

  const Transfers& transfers() const { return transfers_; }

 private:
  struct Job;
  using Running = std::shared_ptr<Job>;

  void start(const Context& context, const std::string& id, Duration delay);
  void list(const Running& job, std::string token);
  void take_page(const Running& job, const json::object& page);
  bool make_table(const Running& job);
  void next(const Running& job);
  void step(const Running& job);
  void open_object(Job& job);
  void read_piece(const Running& job);
  void import_items(const Running& job);
  void import_item(Job& job, json::object attributes);
  void count_error(Job& job, const AwsError& error);
  void log_errors(Job& job);
  void finish(const Running& job);
  void fail(const Running& job, TransferFailure failure);
  void end(Job& job, std::string_view status);
  void ask(const Running& job, std::string_view operation, json::object input,
           Function<void(const json::object&)> then);

  Dynamodb& dynamodb_;
  Transfers transfers_;
};

}  // namespace orrery::dynamodb
