// The line of a standard queue.
//
//   ... "ready" place(number) -> number, state      in the order they are taken
//   ... "moved" number        -> place              of messages whose place is not their number: returned
//   ones
//
// Messages come in at the end and go out at the front. `head` remembers where the front is: what was erased
// before it would otherwise have to be passed by every take.
#include "services/sqs/line.h"
#include "services/sqs/pack.h"

namespace orrery::sqs {
namespace {

class StandardLine final : public Line {
 public:
  StandardLine(Store& store, std::uint64_t queue, Counts& counts)
      : store_(store), queue_(queue), counts_(counts) {}

  void append(const Entry& entry) override { put(entry.number, entry); }

  void put_back(const Entry& entry) override {
    const std::uint64_t place = counts_.next++;
    store_.put(message_key(queue_, "moved").number(entry.number), Packer().number(place));
    put(place, entry);
  }

  void done(const Entry&) override {}

  std::vector<Entry> take(std::size_t most) override {
    std::vector<std::uint64_t> places;
    std::vector<Entry> entries;
    walk([&](std::uint64_t place, Entry entry) {
      places.push_back(place);
      entries.push_back(std::move(entry));
      return entries.size() < most;
    });
    for (std::size_t i = 0; i < places.size(); ++i) erase(places[i], entries[i].number);
    if (!places.empty()) counts_.head = places.back() + 1;
    return entries;
  }

  std::optional<Entry> first() override {
    std::optional<Entry> found;
    walk([&](std::uint64_t, Entry entry) {
      found = std::move(entry);
      return false;
    });
    return found;
  }

  std::optional<Entry> pick(std::uint64_t number) override {
    std::uint64_t place = number;
    if (const auto moved = store_.get(message_key(queue_, "moved").number(number))) {
      place = Unpacker(*moved).number();
    }
    const auto value = store_.get(ready(place));
    if (!value) return std::nullopt;
    erase(place, number);
    return read(*value);
  }

 private:
  Key ready(std::uint64_t place) const { return message_key(queue_, "ready").number(place); }

  static Entry read(std::string_view value) {
    Unpacker fields(value);
    Entry entry;
    entry.number = fields.number();
    entry.state = unpack_state(fields);
    return entry;
  }

  void put(std::uint64_t place, const Entry& entry) {
    store_.put(ready(place), Packer().number(entry.number).bytes() + pack(entry.state));
    counts_.head = counts_.waiting == 0 ? place : std::min(counts_.head, place);
    ++counts_.waiting;
    ++counts_.takeable;
  }

  void erase(std::uint64_t place, std::uint64_t number) {
    store_.erase(ready(place));
    if (place != number) store_.erase(message_key(queue_, "moved").number(number));
    --counts_.waiting;
    --counts_.takeable;
  }

  template <class Visit>
  void walk(Visit visit) const {
    if (counts_.waiting == 0) return;
    const Key base = message_key(queue_, "ready");
    for (Cursor at = store_.range(ready(counts_.head), prefix_end(base)); at.valid(); at.next()) {
      if (!visit(KeyReader(at.key().substr(base.bytes().size())).number(), read(at.value()))) return;
    }
  }

  Store& store_;
  std::uint64_t queue_;
  Counts& counts_;
};

}  // namespace

std::unique_ptr<Line> make_standard_line(Store& store, std::uint64_t queue, Counts& counts) {
  return std::make_unique<StandardLine>(store, queue, counts);
}

}  // namespace orrery::sqs
