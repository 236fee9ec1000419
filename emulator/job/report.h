#pragma once
// What a job did, read from the journal: invocations, requests, what AWS would ask for it, and when what ran.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "job/lines.h"

namespace orrery::job {

struct Span {
  std::int64_t begin_us = 0;
  std::int64_t end_us = 0;
};

// The most of them that overlap.
std::size_t most_at_once(const std::vector<Span>& spans);

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
  double lambda = 0, dynamodb = 0, s3 = 0, states = 0, sqs = 0, sns = 0, events = 0;
  std::vector<std::string> unpriced;  // services that the job used and AWS would charge for
  double total() const { return lambda + dynamodb + s3 + states + sqs + sns + events; }
};

class Report {
 public:
  // Invocations that are still under way are left out.
  explicit Report(const Lines& lines);
  // Lines as /_orrery/journal gives them.
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
  void add_invocation(const JournalLine& line);
  void add_call(const JournalLine& line);

  std::map<std::string, FunctionReport, std::less<>> functions_;
  std::map<std::string, std::size_t, std::less<>> requests_;
  std::size_t s3_writes_ = 0, s3_reads_ = 0, dynamodb_writes_ = 0, dynamodb_reads_ = 0;
  std::size_t transitions_ = 0, sqs_requests_ = 0, sns_requests_ = 0, events_put_ = 0;
};

std::string milliseconds(std::int64_t microseconds);  // "12.3 ms", or "1.23 s" from a second up
std::string dollars(double amount);                   // "$0.00042"

}  // namespace orrery::job
