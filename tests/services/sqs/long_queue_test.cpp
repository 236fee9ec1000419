#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <unistd.h>

#include "core/directory.h"
#include "tests/services/sqs/sqs_world.h"

namespace orrery {
namespace {

using std::chrono::steady_clock;

struct LongQueue : SqsWorld {
  void fill(const std::string& url, std::int64_t messages) {
    json::array entries;
    for (int id = 0; id < 10; ++id)
      entries.push_back({{"Id", std::to_string(id)}, {"MessageBody", "one of very many messages"}});
    const json::object batch{{"QueueUrl", url}, {"Entries", entries}};
    for (std::int64_t sent = 0; sent < messages; sent += 10) call("sqs", "SendMessageBatch", batch);
  }

  // Microseconds that a receive and a delete take: the median of many.
  double median_us(const std::string& url) {
    std::vector<double> took;
    for (int round = 0; round < 500; ++round) {
      const auto began = steady_clock::now();
      const json::array got = receive(url);
      if (got.empty()) break;
      remove(url, got[0]);
      took.push_back(std::chrono::duration<double, std::micro>(steady_clock::now() - began).count());
      send(url, "another");
    }
    REQUIRE_FALSE(took.empty());
    std::nth_element(took.begin(), took.begin() + static_cast<std::ptrdiff_t>(took.size() / 2), took.end());
    return took[took.size() / 2];
  }
};

std::int64_t resident_mib() {
  std::int64_t pages = 0, resident = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * ::sysconf(_SC_PAGESIZE) >> 20;
}

}  // namespace

// ORRERY_MESSAGES=10000000 test_sqs '[many]' -s: the queue of ten million messages.
TEST_CASE_METHOD(LongQueue, "a queue of very many messages behaves as one of ten", "[sqs][many][.]") {
  const char* asked = std::getenv("ORRERY_MESSAGES");
  const std::int64_t messages = asked ? std::atoll(asked) : 200'000;
  const std::string small = make("small"), large = make("large");
  fill(small, 10);
  const double few_us = median_us(small);
  const std::int64_t before_mib = resident_mib();
  const auto began = steady_clock::now();
  fill(large, messages);
  const double filled_s = std::chrono::duration<double>(steady_clock::now() - began).count();
  const double many_us = median_us(large);
  WARN("receive and delete: " << few_us << " us of 10, " << many_us << " us of " << messages << "; filled in "
                              << filled_s << " s; "
                              << static_cast<double>((resident_mib() - before_mib) << 20) /
                                     static_cast<double>(messages)
                              << " bytes of memory a message");
  CHECK(counts(large) == std::to_string(messages) + "/0/0");
  CHECK(many_us < 3 * few_us + 50);
  // Its end is soon told, however much is left to be swept.
  const auto purged = steady_clock::now();
  call("sqs", "PurgeQueue", json::object{{"QueueUrl", large}});
  CHECK(steady_clock::now() - purged < std::chrono::seconds(1));
  CHECK(receive(large).empty());
}

}  // namespace orrery
