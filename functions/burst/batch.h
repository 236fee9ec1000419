#pragma once
// What a worker is given, and the row by which it says that it is done.
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "burst/event.h"
#include "burst/tree.h"
#include "orrery/aws/services.h"

namespace burst {

struct Batch {
  std::string job;
  std::int64_t id = 0;
  Range range;
  std::string table;  // empty: the worker answers with its row, and whoever called it writes it
  json::object parameters;

  static Batch read(const json::object& event) {
    return {required_text(event, "jobId"), required_number(event, "batchId"),
            Range{required_number(event, "startIndex"), required_number(event, "endIndex")},
            text(event, "tasksTableName"), burst::parameters(event)};
  }
};

inline constexpr std::chrono::hours row_lifetime{24};

// Says that the batch is done: its row, all of it texts, is the worker's answer, and is put into the table
// where the event names one. Running a batch again overwrites its row, so a retry is not counted twice.
inline std::string report_done(orrery::aws::Client& aws, const Batch& batch, orrery::lambda::Time now,
                               const json::object& results = {}) {
  using namespace orrery::aws;
  const auto expires =
      std::chrono::duration_cast<std::chrono::seconds>((now + row_lifetime).time_since_epoch());
  json::object row{{"jobId", batch.job},
                   {"batchId", std::to_string(batch.id)},
                   {"startIndex", std::to_string(batch.range.begin)},
                   {"endIndex", std::to_string(batch.range.end)},
                   {"ttl", std::to_string(expires.count())},
                   {"resultsMimeType", "application/json"},
                   {"results", json::serialize(results)}};
  if (!batch.table.empty()) {
    json::object item;
    for (const auto& [name, value] : row) item[name] = json::object{{"N", value}};
    for (const char* name : {"jobId", "resultsMimeType", "results"})
      item[name] = json::object{{"S", row[name]}};
    dynamodb::call(aws, "PutItem", {{"TableName", batch.table}, {"Item", std::move(item)}});
  }
  return json::serialize(row);
}

// A consistent query for the rows of one job.
inline json::object rows_of(std::string_view job, std::string_view table) {
  return {{"TableName", table},
          {"ConsistentRead", true},
          {"KeyConditionExpression", "jobId = :job"},
          {"ExpressionAttributeValues", {{":job", orrery::aws::dynamodb::text(job)}}}};
}

inline std::int64_t count_rows(orrery::aws::Client& aws, std::string_view job, std::string_view table) {
  json::object query = rows_of(job, table);
  query["Select"] = "COUNT";
  std::int64_t rows = 0;
  orrery::aws::dynamodb::query(aws, std::move(query), [&](const json::object& page) {
    rows += page.at("Count").to_number<std::int64_t>();
  });
  return rows;
}

}  // namespace burst
