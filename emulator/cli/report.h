#pragma once
// What a job did, read from the journal: invocations, requests, what AWS would ask for it, and when what ran.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/timeline.h"
#include "core/json.h"

namespace orrery::cli {

// The runs of one function.
struct FunctionReport {
  std::string name;
  std::vector<Span> spans;
  std::vector<std::int64_t> took_us;  // in ascending order
  std::size_t failed = 0;
  std::size_t started = 0;  // sandboxes
  double gb_seconds = 0;

  std::int64_t percentile_us(double share) const;  // 0 where nothing ran
};

struct Bill {
  double lambda = 0, dynamodb = 0, s3 = 0, states = 0, sqs = 0;
  double total() const { return lambda + dynamodb + s3 + states + sqs; }
};

class Report {
 public:
  // Lines as /_orrery/journal gives them. Those of other kinds and still open ones are left out.
  explicit Report(const json::array& lines);

  const std::map<std::string, FunctionReport, std::less<>>& functions() const { return functions_; }
  const FunctionReport& function(std::string_view name) const;  // an empty one where it never ran
  const std::map<std::string, std::size_t, std::less<>>& requests() const { return requests_; }  // by service
  std::size_t invocations() const;
  std::size_t sandboxes_started() const;
  double gb_seconds() const;
  // At list prices of us-east-1 on demand, without the free tier.
  Bill bill() const;

  json::object to_json() const;

 private:
  void add_invocation(const json::object& line);
  void add_call(const json::object& line);

  std::map<std::string, FunctionReport, std::less<>> functions_;
  std::map<std::string, std::size_t, std::less<>> requests_;
  std::size_t s3_writes_ = 0, s3_reads_ = 0, dynamodb_writes_ = 0, dynamodb_reads_ = 0;
  std::size_t transitions_ = 0, sqs_requests_ = 0;
};

std::string milliseconds(std::int64_t microseconds);  // "12.3 ms", or "1.23 s" from a second up
std::string dollars(double amount);                   // "$0.00042"

}  // namespace orrery::cli
