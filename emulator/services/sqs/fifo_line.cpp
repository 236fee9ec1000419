// The line of a FIFO queue: groups take turns, and in a group one message follows the other.
//
//   ... "turn"  place(number)        -> group          groups that have a message and none taken
//   ... "group" group                -> place of its turn (0: not its turn), taken, length, head
//   ... "line"  group number         -> state          the messages of a group that are not taken
//
// While any message of a group is taken the group has no turn. When the last one of them is done or put back,
// the group gets a new turn behind all others, so that a busy group does not starve the rest.
#include "services/sqs/line.h"
#include "services/sqs/pack.h"

namespace orrery::sqs {
namespace {

struct Group {
  std::uint64_t turn = 0;
  std::uint64_t taken = 0;
  std::uint64_t length = 0;
  std::uint64_t head = 0;  // none of its messages has a lower number
};

class FifoLine final : public Line {
 public:
  FifoLine(Store& store, std::uint64_t queue, Counts& counts)
      : store_(store), queue_(queue), counts_(counts) {}

  void append(const Entry& entry) override {
    Group group = load(entry.group);
    insert(entry, group);
    settle(entry.group, group);
  }

  void put_back(const Entry& entry) override {
    Group group = load(entry.group);
    insert(entry, group);
    --group.taken;
    settle(entry.group, group);
  }

  void done(const Entry& entry) override {
    Group group = load(entry.group);
    --group.taken;
    settle(entry.group, group);
  }

  // As many as possible of one group, then of the next.
  std::vector<Entry> take(std::size_t most) override {
    std::vector<Entry> entries;
    while (entries.size() < most && counts_.takeable > 0) {
      const auto [place, name] = first_turn();
      Group group = load(name);
      store_.erase(turn(place));
      --counts_.takeable;
      counts_.head = place + 1;
      group.turn = 0;
      take_from(name, group, most, entries);
      save(name, group);
    }
    return entries;
  }

  std::optional<Entry> first() override {
    if (counts_.takeable == 0) return std::nullopt;
    const std::string name = first_turn().second;
    const Group group = load(name);
    const Cursor at = messages(name, group);
    return read(name, at);
  }

  // A message back in line is nobody's any more: its receipt has expired.
  std::optional<Entry> pick(std::uint64_t) override { return std::nullopt; }

 private:
  Key turn(std::uint64_t place) const { return message_key(queue_, "turn").number(place); }
  Key line(std::string_view group) const { return message_key(queue_, "line").text(group); }
  Key record(std::string_view group) const { return message_key(queue_, "group").text(group); }

  Cursor messages(std::string_view name, const Group& group) const {
    const Key base = line(name);
    return store_.range(Key(base).number(group.head), prefix_end(base));
  }

  Entry read(const std::string& name, const Cursor& at) const {
    Unpacker fields(at.value());
    return {KeyReader(at.key().substr(line(name).bytes().size())).number(), unpack_state(fields), name};
  }

  std::pair<std::uint64_t, std::string> first_turn() const {
    const Key base = message_key(queue_, "turn");
    const Cursor at = store_.range(turn(counts_.head), prefix_end(base));
    return {KeyReader(at.key().substr(base.bytes().size())).number(), std::string(at.value())};
  }

  void take_from(const std::string& name, Group& group, std::size_t most, std::vector<Entry>& entries) {
    const std::size_t before = entries.size();
    for (Cursor at = messages(name, group); at.valid() && entries.size() < most; at.next()) {
      entries.push_back(read(name, at));
    }
    for (std::size_t i = before; i < entries.size(); ++i) {
      store_.erase(line(name).number(entries[i].number));
      group.head = entries[i].number + 1;
      ++group.taken;
      --group.length;
      --counts_.waiting;
    }
  }

  void insert(const Entry& entry, Group& group) {
    store_.put(line(entry.group).number(entry.number), pack(entry.state));
    group.head = group.length == 0 ? entry.number : std::min(group.head, entry.number);
    ++group.length;
    ++counts_.waiting;
  }

  // Gives the group its turn where it may have one, and keeps it or forgets it.
  void settle(const std::string& name, Group& group) {
    if (group.taken == 0 && group.length > 0 && group.turn == 0) {
      group.turn = counts_.next++;
      store_.put(turn(group.turn), name);
      counts_.head = counts_.takeable == 0 ? group.turn : std::min(counts_.head, group.turn);
      ++counts_.takeable;
    }
    save(name, group);
  }

  Group load(std::string_view name) const {
    const auto bytes = store_.get(record(name));
    if (!bytes) return {};
    Unpacker fields(*bytes);
    Group group;
    group.turn = fields.number();
    group.taken = fields.number();
    group.length = fields.number();
    group.head = fields.number();
    return group;
  }

  void save(std::string_view name, const Group& group) {
    if (group.taken == 0 && group.length == 0) return store_.erase(record(name));
    store_.put(record(name),
               Packer().number(group.turn).number(group.taken).number(group.length).number(group.head));
  }

  Store& store_;
  std::uint64_t queue_;
  Counts& counts_;
};

}  // namespace

std::unique_ptr<Line> make_fifo_line(Store& store, std::uint64_t queue, Counts& counts) {
  return std::make_unique<FifoLine>(store, queue, counts);
}

}  // namespace orrery::sqs
