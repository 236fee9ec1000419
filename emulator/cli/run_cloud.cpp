#include "cli/run_cloud.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "core/json.h"

namespace orrery::cli {
namespace {

constexpr std::size_t full_page = 10'000;  // of /_orrery/journal

volatile std::sig_atomic_t interrupt_seen = 0;

void note_interrupt(int) { interrupt_seen = 1; }

aws::Settings settings_for(const std::string& endpoint, const std::string& region, bool own) {
  aws::Settings settings = aws::Settings::from_environment();
  settings.endpoint = endpoint;
  if (!region.empty()) settings.region = region;
  settings.attempts = 8;  // six seconds: an endpoint may be restarted while its job goes on
  if (own) settings.credentials = {"test", "test", ""};
  return settings;
}

HouseOptions on_free_port(HouseOptions options) {
  options.port = 0;
  return options;
}

}  // namespace

OwnHouse::OwnHouse(HouseOptions options)
    : house_(on_free_port(std::move(options))), thread_([this] { run(); }) {}

// Without its emulator the job cannot go on: the disk is full, perhaps.
void OwnHouse::run() try { house_.run(); } catch (const std::exception& error) {
  std::fprintf(stderr, "orrery: the emulator ended: %s\n", error.what());
  std::_Exit(1);
}

OwnHouse::~OwnHouse() {
  house_.stop();
  thread_.join();
}

Cloud::Cloud(const HouseOptions& options, const std::string& endpoint, const std::string& region)
    : house_(endpoint.empty() ? std::make_unique<OwnHouse>(options) : nullptr),
      endpoint_(house_ ? house_->endpoint() : endpoint),
      client_(std::make_unique<aws::Client>(settings_for(endpoint_, region, house_ != nullptr))) {}

json::array Cloud::journal(std::uint64_t after, const std::string& trace) {
  json::array lines;
  while (has_journal_) {
    aws::Call call{.service = "orrery", .method = "GET", .path = "/_orrery/journal"};
    call.query = "after=" + std::to_string(after) + (trace.empty() ? "" : "&trace=" + trace);
    const shim::HttpAnswer answer = client_->send(call);
    const auto page = answer.status == 200 ? parse_json(answer.body) : std::nullopt;
    if (!page || !page->is_object()) {
      has_journal_ = false;
      break;
    }
    const json::array& more = *find_array(page->get_object(), "lines");
    lines.insert(lines.end(), more.begin(), more.end());
    // What is written meanwhile is for the next time: following it here would never end.
    if (more.size() < full_page) break;
    after = static_cast<std::uint64_t>(find_number(page->get_object(), "next").value_or(0));
  }
  return lines;
}

void watch_interrupt() {
  interrupt_seen = 0;
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second ends us at once
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return interrupt_seen != 0; }

}  // namespace orrery::cli
