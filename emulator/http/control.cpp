#include "http/control.h"

#include "core/number.h"

namespace orrery {
namespace {

constexpr std::string_view faults_path = "/_orrery/faults";
constexpr std::uint64_t page_of_lines = 10'000;
constexpr double longest_turn_s = 100 * 365.25 * 86'400;

HttpReply json_reply(int status, const json::object& body) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", "application/json");
  reply.body = to_text(body);
  return reply;
}

std::uint64_t number_in(std::string_view text, std::uint64_t otherwise) {
  return read_number<std::uint64_t>(text).value_or(otherwise);
}

}  // namespace

bool Control::wants(const HttpRequest& request) const {
  const std::string_view path = request.path();
  return path.starts_with("/_orrery/") || path == "/_orrery" || path == "/_localstack/health";
}

json::object Control::health() const {
  json::object services;
  for (const Service* service : directory_.services()) services[boost_view(service->info().name)] = "running";
  return {{"status", "ok"}, {"version", ORRERY_VERSION}, {"services", std::move(services)}};
}

json::object Control::journal(std::string_view query) const {
  std::uint64_t after = 0, limit = page_of_lines;
  std::string account, trace;
  for (const auto& [name, value] : parse_query(query)) {
    if (name == "after") after = number_in(value, 0);
    if (name == "limit") limit = std::min(page_of_lines, number_in(value, page_of_lines));
    if (name == "account") account = value;
    if (name == "trace") trace = value;
  }
  json::array lines;
  std::uint64_t last = after;
  const auto& all = core_.journal.lines();
  const std::uint64_t gone = all.empty() ? 0 : all.front().number - 1;
  for (std::uint64_t at = after > gone ? after - gone : 0; at < all.size() && lines.size() < limit; ++at) {
    const JournalLine& line = all[at];
    last = line.number;
    if (!account.empty() && line.account != account) continue;
    if (!trace.empty() && line.trace != trace) continue;
    lines.push_back(to_json(line));
  }
  return {{"lines", std::move(lines)}, {"next", last}};
}

void Control::turn_clock(const HttpRequest& request, Respond respond) {
  const auto body = parse_json(request.body);
  const json::value* seconds = body && body->is_object() ? find(body->get_object(), "seconds") : nullptr;
  const double wanted = seconds && seconds->is_number() ? seconds->to_number<double>() : -1;
  if (wanted < 0 || wanted > longest_turn_s)
    return respond(
        json_reply(400, {{"error", "the clock turns by seconds, from none to those of a century"}}));
  const auto by = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(wanted));
  turn_(by, [this, respond_ = std::move(respond)]() mutable {
    respond_(json_reply(200, {{"now", iso_time(core_.clock.now())}}));
  });
}

// GET lists the rules, POST adds one or {"rules": [...]}, DELETE removes /ID or all.
void Control::change_faults(const HttpRequest& request, Respond respond) {
  Faults& faults = directory_.faults();
  const std::string id = percent_decode(request.path().substr(faults_path.size()));
  if (request.method == "DELETE") {
    if (id.empty())
      faults.clear();
    else if (!faults.remove(id.substr(1)))
      return respond(json_reply(404, {{"error", "there is no fault rule " + id.substr(1)}}));
  } else if (request.method == "POST") {
    const auto body = parse_json(request.body);
    if (!body || !body->is_object())
      return respond(json_reply(400, {{"error", "the body is no JSON object"}}));
    try {
      faults.add_all(body->get_object());
    } catch (const AwsError& wrong) {
      return respond(json_reply(wrong.status, {{"error", wrong.message}}));
    }
  } else if (request.method != "GET") {
    return respond(json_reply(405, {{"error", request.method + " is not GET, POST or DELETE"}}));
  }
  respond(json_reply(200, {{"rules", faults.list()}}));
}

void Control::handle(HttpRequest request, Respond respond) {
  const std::string_view path = request.path();
  const bool get = request.method == "GET" || request.method == "HEAD";
  if (get && (path == "/_orrery/health" || path == "/_localstack/health"))
    return respond(json_reply(200, health()));
  if (get && path == "/_orrery/clock")
    return respond(json_reply(200, {{"now", iso_time(core_.clock.now())}, {"mode", clock_mode_}}));
  if (request.method == "POST" && path == "/_orrery/clock/advance")
    return turn_clock(request, std::move(respond));
  if (path == faults_path || path.starts_with(std::string(faults_path) + '/'))
    return change_faults(request, std::move(respond));
  if (get && path == "/_orrery/journal") return respond(json_reply(200, journal(request.query())));
  if (other_ && other_(request, respond)) return;
  respond(json_reply(404, {{"error", "there is no " + request.method + ' ' + std::string(path)}}));
}

}  // namespace orrery
