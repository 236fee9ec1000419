#include "job/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "core/ascii.h"

namespace orrery::job {
namespace {

// https://aws.amazon.com/lambda/pricing/ and its neighbours, us-east-1, US dollars.
constexpr double lambda_gb_second = 0.0000166667;
constexpr double lambda_request = 0.20 / 1e6;
constexpr double dynamodb_write_unit = 0.625 / 1e6;
constexpr double dynamodb_read_unit = 0.125 / 1e6;
constexpr double s3_write = 0.005 / 1e3;
constexpr double s3_read = 0.0004 / 1e3;
constexpr double states_transition = 0.025 / 1e3;
constexpr double sqs_request = 0.40 / 1e6;
constexpr double sns_request = 0.50 / 1e6;
constexpr double events_put = 1.00 / 1e6;

// Those that cost nothing, or are in the bill.
constexpr std::string_view settled_services[] = {
    "cloudformation", "dynamodb", "events", "iam", "lambda", "s3", "sns", "sqs", "ssm", "states", "sts"};

double detail(const JournalLine& line, std::string_view name, double otherwise = 0) {
  const json::value* value = find(line.details, name);
  return value != nullptr && value->is_number() ? value->to_number<double>() : otherwise;
}

}  // namespace

std::size_t most_at_once(const std::vector<Span>& spans) {
  std::vector<std::pair<std::int64_t, int>> edges;
  for (const Span& span : spans) {
    edges.emplace_back(span.begin_us, 1);
    edges.emplace_back(span.end_us, -1);
  }
  std::sort(edges.begin(), edges.end());  // an end before a beginning at the same time
  int running = 0, most = 0;
  for (const auto& [when, change] : edges) most = std::max(most, running += change);
  return static_cast<std::size_t>(most);
}

std::int64_t FunctionReport::percentile_us(double share) const {
  if (took_us.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(took_us.size())));
  return took_us[std::min(std::max<std::size_t>(rank, 1), took_us.size()) - 1];
}

Report::Report(const json::array& lines) : Report(lines_of(read_lines(lines))) {}

Report::Report(const Lines& lines) {
  for (const JournalLine* line : lines) {
    if (is_transition(*line)) ++transitions_;
    if (line->kind == "call") add_call(*line);
    if (is_invocation(*line) && !line->open) add_invocation(*line);
  }
  for (auto& [name, function] : functions_) std::sort(function.took_us.begin(), function.took_us.end());
}

void Report::add_invocation(const JournalLine& line) {
  const std::string name = subject_of(line).name;
  FunctionReport& function = functions_[name];
  function.name = name;
  const std::int64_t took = line.took.count();
  function.spans.push_back({begin_us(line), begin_us(line) + took});
  function.took_us.push_back(took);
  if (failed(line)) ++function.failed;
  if (is_cold(line)) ++function.started;
  const double billed_ms = detail(line, "billed_ms", std::ceil(static_cast<double>(took) / 1000));
  function.gb_seconds += billed_ms / 1000 * detail(line, "memory_mb") / 1024;
}

void Report::add_call(const JournalLine& line) {
  const std::string_view service = line.service, operation = line.operation;
  ++requests_[line.service];
  const bool reads = starts_with_any(operation, {"Get", "Head", "Query", "Scan", "BatchGet", "TransactGet"});
  // A unit is 1 KB written or 4 KB read.
  const auto units = [](std::uint64_t bytes, double size) {
    return static_cast<std::size_t>(std::max(1.0, std::ceil(static_cast<double>(bytes) / size)));
  };
  if (service == "s3" && !starts_with_any(operation, {"Delete", "Abort"})) ++(reads ? s3_reads_ : s3_writes_);
  if (service == "dynamodb" && reads) dynamodb_reads_ += units(line.bytes_out, 4096);
  if (service == "dynamodb" &&
      starts_with_any(operation, {"Put", "Update", "Delete", "BatchWrite", "TransactWrite"}))
    dynamodb_writes_ += units(line.bytes_in, 1024);
  if (service == "sqs") ++sqs_requests_;
  if (service == "sns") ++sns_requests_;
  if (service == "events" && operation == "PutEvents") ++events_put_;
}

const FunctionReport& Report::function(std::string_view name) const {
  static const FunctionReport none;
  const auto found = functions_.find(name);
  return found == functions_.end() ? none : found->second;
}

std::size_t Report::invocations() const {
  std::size_t count = 0;
  for (const auto& [name, function] : functions_) count += function.spans.size();
  return count;
}

std::size_t Report::sandboxes_started() const {
  std::size_t count = 0;
  for (const auto& [name, function] : functions_) count += function.started;
  return count;
}

double Report::gb_seconds() const {
  double sum = 0;
  for (const auto& [name, function] : functions_) sum += function.gb_seconds;
  return sum;
}

Bill Report::bill() const {
  Bill bill;
  bill.lambda = gb_seconds() * lambda_gb_second + static_cast<double>(invocations()) * lambda_request;
  bill.dynamodb = static_cast<double>(dynamodb_writes_) * dynamodb_write_unit +
                  static_cast<double>(dynamodb_reads_) * dynamodb_read_unit;
  bill.s3 = static_cast<double>(s3_writes_) * s3_write + static_cast<double>(s3_reads_) * s3_read;
  bill.states = static_cast<double>(transitions_) * states_transition;
  bill.sqs = static_cast<double>(sqs_requests_) * sqs_request;
  bill.sns = static_cast<double>(sns_requests_) * sns_request;
  bill.events = static_cast<double>(events_put_) * events_put;
  for (const auto& [service, count] : requests_)
    if (std::find(std::begin(settled_services), std::end(settled_services), service) ==
        std::end(settled_services))
      bill.unpriced.push_back(service);
  return bill;
}

json::object Report::to_json() const {
  json::object functions, requests;
  for (const auto& [name, function] : functions_) {
    functions[name] = {{"invocations", function.spans.size()},
                       {"failed", function.failed},
                       {"sandboxesStarted", function.started},
                       {"atOnce", most_at_once(function.spans)},
                       {"p50Ms", static_cast<double>(function.percentile_us(0.50)) / 1000},
                       {"p99Ms", static_cast<double>(function.percentile_us(0.99)) / 1000},
                       {"gbSeconds", function.gb_seconds}};
  }
  for (const auto& [service, count] : requests_) requests[service] = count;
  const Bill cost = bill();
  return {{"functions", std::move(functions)},
          {"requests", std::move(requests)},
          {"invocations", invocations()},
          {"sandboxesStarted", sandboxes_started()},
          {"sandboxesReused", invocations() - sandboxes_started()},
          {"gbSeconds", gb_seconds()},
          {"bill",
           {{"lambda", cost.lambda},
            {"dynamodb", cost.dynamodb},
            {"s3", cost.s3},
            {"states", cost.states},
            {"sqs", cost.sqs},
            {"sns", cost.sns},
            {"events", cost.events},
            {"unpriced", json::value_from(cost.unpriced)},
            {"total", cost.total()}}}};
}

std::string milliseconds(std::int64_t microseconds) {
  char text[32];
  const double value = static_cast<double>(microseconds);
  if (microseconds < 1'000'000) {
    std::snprintf(text, sizeof text, microseconds < 10'000 ? "%.2f ms" : "%.0f ms", value / 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.2f s", value / 1e6);
  }
  return text;
}

std::string dollars(double amount) {
  char text[32];
  std::snprintf(text, sizeof text, amount < 0.01 ? "$%.6f" : "$%.4f", amount);
  return text;
}

}  // namespace orrery::job
