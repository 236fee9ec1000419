// A FIFO queue under many senders and receivers that crash at random, on the virtual clock. Whatever happens:
// order per group is kept, nothing is lost, and nothing is delivered twice inside the deduplication window.
#include <set>

#include "tests/services/sqs/sqs_world.h"

namespace orrery {
namespace {

constexpr int clients = 16;
constexpr int groups = 5;
constexpr int messages_per_sender = 12;
constexpr int visibility_s = 5;

class Simulation : public SqsWorld {
 public:
  explicit Simulation(std::uint64_t seed) : chance_(seed), url_(make("q.fifo")) {}

  void run() {
    std::vector<int> next(clients, 0);
    int unsent = clients * messages_per_sender;
    for (int step = 0; unsent > 0 || !undeleted_.empty(); ++step) {
      REQUIRE(step < 100'000);
      const auto client = static_cast<std::size_t>(chance_.below(clients));
      if (chance_.below(2) == 0 && next[client] < messages_per_sender) {
        if (send_one(static_cast<int>(client), next[client])) {
          ++next[client];
          --unsent;
        }
      } else {
        receive_some();
      }
      if (chance_.below(4) == 0) advance(std::chrono::milliseconds(chance_.below(1500)));
    }
    CHECK(counts(url_) == "0/0/0");
    advance(1h);
    CHECK(receive(url_).empty());
    CHECK(deleted_.size() == clients * messages_per_sender);
  }

 private:
  // A sender that crashes before it reads the answer sends again; false: it has crashed.
  bool send_one(int sender, int index) {
    const std::string group = "g" + std::to_string((sender + index / 3) % groups);
    const std::string body = std::to_string(sender) + "-" + std::to_string(index);
    const auto answer = send(url_, body, {{"MessageGroupId", group}, {"MessageDeduplicationId", body}});
    const std::string sequence = text(answer.at("SequenceNumber"));
    const auto [known, fresh] = sequence_of_.emplace(body, sequence);
    REQUIRE(known->second == sequence);  // a repeated send is answered like the first
    if (fresh) {
      auto& line = line_[group];
      REQUIRE((line.empty() || *line.rbegin() < sequence));
      line.insert(sequence);
      undeleted_.insert(sequence);
    }
    return chance_.below(8) != 0;
  }

  void receive_some() {
    const json::array taken = receive(url_, {{"MaxNumberOfMessages", 1 + chance_.below(10)},
                                             {"VisibilityTimeout", visibility_s},
                                             {"AttributeNames", {"All"}}});
    check_delivery(taken);
    const std::uint64_t fate = chance_.below(10);
    if (fate == 0) return;  // crashes before it does anything
    const std::size_t done = fate == 1 && !taken.empty() ? chance_.below(taken.size()) : taken.size();
    if (fate == 2) {
      for (const auto& message : taken) hide(url_, message, 0);  // gives all back
      return;
    }
    for (std::size_t i = 0; i < done; ++i) remove_one(taken[i]);
  }

  // Of each group, exactly the oldest that are not deleted yet, in order.
  void check_delivery(const json::array& taken) {
    std::map<std::string, std::set<std::string>::iterator> at;
    for (const auto& message : taken) {
      const auto& attributes = message.at("Attributes").as_object();
      const std::string group = text(attributes.at("MessageGroupId"));
      const std::string sequence = text(attributes.at("SequenceNumber"));
      auto& line = line_[group];
      const auto expected = at.emplace(group, line.begin()).first;
      REQUIRE(expected->second != line.end());
      REQUIRE(*expected->second == sequence);
      ++expected->second;
    }
  }

  void remove_one(const json::value& message) {
    const auto& attributes = message.at("Attributes").as_object();
    const std::string sequence = text(attributes.at("SequenceNumber"));
    remove(url_, message);
    REQUIRE(deleted_.insert(sequence).second);
    REQUIRE(undeleted_.erase(sequence) == 1);
    line_[text(attributes.at("MessageGroupId"))].erase(sequence);
  }

  Entropy chance_;
  std::string url_;
  std::map<std::string, std::string> sequence_of_;     // by body
  std::map<std::string, std::set<std::string>> line_;  // what is in the queue, by group
  std::set<std::string> undeleted_, deleted_;
};

void run_seeds(std::uint64_t first, std::uint64_t count) {
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("seed " << seed);
    Simulation(seed).run();
  }
}

}  // namespace

TEST_CASE("a FIFO queue keeps its promises while its clients crash", "[sqs]") { run_seeds(1, 15); }

TEST_CASE("a FIFO queue keeps its promises over a thousand runs", "[.][sqs][long]") { run_seeds(1000, 1000); }

}  // namespace orrery
