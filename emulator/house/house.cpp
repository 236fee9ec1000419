#include "house/house.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <stdexcept>

#include "console/console.h"
#include "core/key.h"
#include "core/listener.h"
#include "core/system_clock.h"
#include "core/virtual_clock.h"
#include "house/files.h"
#include "http/control.h"
#include "http/front.h"
#include "services/cloudformation/cloudformation.h"
#include "services/dynamodb/streams.h"
#include "services/ecr/ecr.h"
#include "services/events/events.h"
#include "services/iam/iam.h"
#include "services/kinesis/kinesis.h"
#include "services/lambda/lambda.h"
#include "services/lambda/url_endpoint.h"
#include "services/logs/logs.h"
#include "services/s3/s3.h"
#include "services/secretsmanager/secretsmanager.h"
#include "services/sns/sns.h"
#include "services/sqs/sqs.h"
#include "services/ssm/ssm.h"
#include "services/states/states.h"
#include "services/sts/sts.h"

namespace orrery {
namespace {

// About 30 MB when full.
constexpr std::size_t journal_lines = 65'536;

// As long as a function may take that says nothing of its time-out.
constexpr Duration patience = 3s;

std::unique_ptr<Clock> make_clock(Loop& loop, ClockMode mode) {
  if (mode == ClockMode::virtual_) return std::make_unique<VirtualClock>(loop, patience);
  return std::make_unique<SystemClock>(
      loop, mode == ClockMode::eager ? SystemClock::Pace::eager : SystemClock::Pace::real);
}

// Raised whenever what lies in a store is laid out in another way.
constexpr std::uint64_t store_format = 3;

// Nothing is touched of what another format wrote.
void check_format(Store& store, const std::filesystem::path& directory) {
  const Key key = Key("house").text("format");
  if (!store.scan("").valid()) store.put(key, Key().number(store_format));
  const auto found = store.get(key);
  if (!found || KeyReader(*found).number() != store_format)
    throw std::runtime_error(directory.string() +
                             " was written by another version of orrery and cannot be read");
}

std::unique_ptr<Store> open_store(const Files& files, const HouseOptions& options) {
  if (!options.data) return Store::in_memory();
  auto store =
      Store::open((files.path() / "store").string(), options.fsync ? Durability::power : Durability::process);
  check_format(*store, files.path());
  return store;
}

// The same seed repeats a run; a restart on kept data must not repeat the ids that are in it.
std::uint64_t seed_of(const HouseOptions& options, Store& store) {
  const Key starts = Key("house").text("starts");
  const std::uint64_t count = store.get(starts) ? KeyReader(*store.get(starts)).number() : 0;
  if (options.data) {
    store.put(starts, Key().number(count + 1));
    store.commit();
  }
  return options.seed.value_or(Entropy::seed_from_system()) + count * 0x9e3779b97f4a7c15;
}

LambdaOptions lambda_options(const HouseOptions& options, Faults& faults) {
  LambdaOptions lambda;
  lambda.faults = &faults;
  if (options.async_retry_seconds)
    lambda.async_retry_base = Duration(static_cast<Duration::rep>(*options.async_retry_seconds * 1e6));
  return lambda;
}

dynamodb::Options dynamodb_options(const HouseOptions& options) {
  return {.table_delay = Duration(static_cast<Duration::rep>(options.table_delay_seconds * 1e6)),
          .stream_shards = options.stream_shards};
}

// Where a host is reached from this machine.
std::string reachable(const std::string& host) {
  if (host == "0.0.0.0" || host == "::") return "127.0.0.1";
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

void turn_clock(Clock& clock, Loop& loop, Duration by, Task done) {
  if (auto* virtual_clock = dynamic_cast<VirtualClock*>(&clock))
    return virtual_clock->advance_to(clock.now() + by, std::move(done));
  dynamic_cast<SystemClock&>(clock).skip(by);
  loop.post(std::move(done));
}

}  // namespace

std::string_view to_text(ClockMode mode) {
  return mode == ClockMode::real ? "real" : mode == ClockMode::virtual_ ? "virtual" : "auto";
}

std::optional<ClockMode> parse_clock_mode(std::string_view text) {
  for (ClockMode mode : {ClockMode::real, ClockMode::virtual_, ClockMode::eager})
    if (text == to_text(mode)) return mode;
  return std::nullopt;
}

struct House::Parts {
  explicit Parts(const HouseOptions& options)
      : files(options.data),
        store(open_store(files, options)),
        clock(make_clock(loop, options.clock)),
        journal(*clock, journal_lines),
        entropy(seed_of(options, *store)),
        directory(loop, *clock, *store, journal, entropy.fork("directory")),
        core{loop, *clock, *store, journal, entropy, directory, files.path(), {}},
        lambda(core, lambda_options(options, directory.faults())),
        states(core, lambda, options.mocks ? states::Mocks(*options.mocks) : states::Mocks()),
        dynamodb(core, dynamodb_options(options)),
        control(core, directory, std::string(to_text(options.clock)),
                [this](Duration by, Task done) { turn_clock(*clock, loop, by, std::move(done)); }),
        front(core, directory, control, &s3, &function_urls,
              {options.allowed_hosts, options.allowed_origins}) {
    loop.on_commit([this] { store->commit(); });
    loop.on_busy([this](int by) { clock->change_busy(by); });
    for (Service* service : std::initializer_list<Service*>{
             &sts, &logs, &ssm, &secretsmanager, &sns, &iam, &sqs, &lambda, &s3, &states, &dynamodb,
             &dynamodb_streams, &cloudformation, &ecr, &events, &kinesis})
      directory.add(*service);
    if (!options.faults.empty()) directory.faults().add_all(options.faults);
    control.other(
        [this](const HttpRequest& request, Respond& respond) { return console.answer(request, respond); });
    if (!options.journal_file.empty()) journal.append_to(options.journal_file);
    listener = std::make_unique<Listener>(loop, options.host, options.port, front);
    core.endpoint = "http://" + reachable(options.host) + ":" + std::to_string(listener->port());
    loop.turn([this] {
      for (Service* service : directory.services()) service->resume();
    });
  }

  // Connections first; then whatever was under way lets go of the services while they are still there.
  ~Parts() {
    listener.reset();
    loop.finish();
  }

  Files files;
  Loop loop;
  std::unique_ptr<Store> store;
  std::unique_ptr<Clock> clock;
  Journal journal;
  Entropy entropy;
  Directory directory;
  Core core;

  Sts sts{core};
  Logs logs{core};
  Ssm ssm{core};
  SecretsManager secretsmanager{core};
  Sns sns{core};
  Iam iam{core};
  Sqs sqs{core};
  Lambda lambda;
  lambda::UrlEndpoint function_urls{lambda};
  s3::S3 s3{core};
  States states;
  Cloudformation cloudformation{core};
  Ecr ecr{core};
  Events events{core};
  dynamodb::Dynamodb dynamodb;
  dynamodb::Streams dynamodb_streams{dynamodb};
  Kinesis kinesis{core};

  Control control;
  Console console{core, directory};
  Front front;
  std::unique_ptr<Listener> listener;
  std::optional<boost::asio::signal_set> signals;
};

House::House(const HouseOptions& options) : parts_(std::make_unique<Parts>(options)) {}
House::~House() = default;

std::string House::endpoint() const { return parts_->core.endpoint; }
std::uint16_t House::port() const { return parts_->listener->port(); }
Core& House::core() { return parts_->core; }
Directory& House::directory() { return parts_->directory; }

// A turn that fails by a defect of ours is undone, and the house stands; where nothing can be kept it ends.
void House::run() {
  while (true) {
    try {
      return parts_->loop.run();
    } catch (const StoreError&) {
      parts_->store->roll_back(0);
      throw;
    } catch (const std::exception& defect) {
      parts_->store->roll_back(0);
      std::fprintf(stderr, "orrery: %s\n", defect.what());
    }
  }
}

void House::stop() { parts_->loop.stop(); }

void House::stop_on_signals() {
  parts_->signals.emplace(parts_->loop.io(), SIGINT, SIGTERM);
  struct sigaction hangup {};
  ::sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) parts_->signals->add(SIGHUP);  // nohup
  parts_->signals->async_wait([this](boost::system::error_code cancelled, int) {
    if (!cancelled) stop();
  });
}

}  // namespace orrery
