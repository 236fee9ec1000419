#include "console/console.h"

#include "console/page.h"
#include "console/resources.h"
#include "core/number.h"

namespace orrery {
namespace {

constexpr std::size_t most_traces = 1000;

// The page may load nothing but its own parts, speak to nobody but this emulator, and stand in no frame.
constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

HttpReply reply_of(int status, const std::string& type, std::string body) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", type);
  reply.headers.add("Content-Security-Policy", policy);
  reply.headers.add("X-Content-Type-Options", "nosniff");
  reply.headers.add("Referrer-Policy", "no-referrer");
  reply.headers.add("Cross-Origin-Resource-Policy", "same-origin");
  reply.headers.add("Cache-Control", "no-cache");
  reply.body = std::move(body);
  return reply;
}

HttpReply json_reply(int status, const json::object& body) {
  return reply_of(status, "application/json", to_text(body));
}

HttpReply to_the_page() {
  HttpReply reply = reply_of(308, "text/plain; charset=utf-8", "The console is at /_orrery/\n");
  reply.headers.add("Location", "/_orrery/");
  return reply;
}

std::uint64_t number_in(std::string_view text) { return read_number<std::uint64_t>(text).value_or(0); }

}  // namespace

bool Console::answer(const HttpRequest& request, Respond& respond) {
  if (request.method != "GET" && request.method != "HEAD") return false;
  std::optional<HttpReply> reply = reply_to(request.path(), request.query());
  if (reply) respond(*std::move(reply));
  return reply.has_value();
}

std::optional<HttpReply> Console::reply_to(std::string_view path, std::string_view query) {
  constexpr std::string_view one_trace = "/_orrery/traces/";
  if (path == "/_orrery") return to_the_page();
  if (path == "/_orrery/traces") return traces(query);
  if (path.starts_with(one_trace)) return trace(percent_decode(path.substr(one_trace.size())));
  if (path == "/_orrery/resources") {
    Context context;
    for (const auto& [name, value] : parse_query(query)) {
      if (name == "account" && !value.empty()) context.account = value;
      if (name == "region" && !value.empty()) context.region = value;
    }
    return json_reply(200, resources(directory_, context));
  }
  if (const PagePart* part = page_part(path))
    return reply_of(200, std::string(part->type), std::string(part->content));
  return std::nullopt;
}

HttpReply Console::traces(std::string_view query) {
  std::uint64_t after = 0;
  std::size_t limit = 100;
  bool all = false;
  for (const auto& [name, value] : parse_query(query)) {
    if (name == "after") after = number_in(value);
    if (name == "limit") limit = std::min<std::size_t>(most_traces, number_in(value));
    if (name == "all") all = value != "0";
  }
  index_.update(core_.journal);
  json::array traces;
  for (const job::Summary* summary : index_.changed(after, limit, all))
    traces.push_back(job::to_json(*summary));
  const auto& lines = core_.journal.lines();
  return json_reply(200, {{"revision", index_.revision()},
                          {"first", lines.empty() ? 1 : lines.front().number},
                          {"lonelyCalls", index_.lonely_calls()},
                          {"traces", std::move(traces)}});
}

HttpReply Console::trace(std::string_view id) {
  index_.update(core_.journal);
  const auto found = index_.named(id);
  if (found.size() > 1)
    return json_reply(409, {{"error", std::to_string(found.size()) + " traces begin or end with " +
                                          std::string(id) + ": give more of it"}});
  const job::Lines lines = found.empty() ? job::Lines{} : job::Index::lines(core_.journal, *found[0]);
  if (lines.empty())
    return json_reply(404, {{"error", "there is no trace " + std::string(id) + " in the journal"}});
  json::object picture = job::picture_of(lines, job::Index::beginning(core_.journal, *found[0]));
  picture["revision"] = found[0]->revision;
  picture["firstKept"] = core_.journal.lines().front().number;
  return json_reply(200, picture);
}

}  // namespace orrery
