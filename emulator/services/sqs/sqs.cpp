#include "services/sqs/sqs.h"

#include "services/sqs/names.h"
#include "services/sqs/operations/operations.h"
#include "services/sqs/recent.h"
#include "services/sqs/wire.h"

namespace orrery {
namespace {

constexpr Operation<Sqs> operations[] = {
    {"AddPermission", sqs::add_permission},
    {"CancelMessageMoveTask", sqs::cancel_message_move_task},
    {"ChangeMessageVisibility", sqs::change_message_visibility},
    {"ChangeMessageVisibilityBatch", sqs::change_message_visibility_batch},
    {"CreateQueue", sqs::create_queue},
    {"DeleteMessage", sqs::delete_message},
    {"DeleteMessageBatch", sqs::delete_message_batch},
    {"DeleteQueue", sqs::delete_queue},
    {"GetQueueAttributes", sqs::get_queue_attributes},
    {"GetQueueUrl", sqs::get_queue_url},
    {"ListDeadLetterSourceQueues", sqs::list_dead_letter_source_queues},
    {"ListMessageMoveTasks", sqs::list_message_move_tasks},
    {"ListQueueTags", sqs::list_queue_tags},
    {"ListQueues", sqs::list_queues},
    {"OrreryPeekMessages", sqs::orrery_peek_messages},
    {"PurgeQueue", sqs::purge_queue},
    {"ReceiveMessage", sqs::receive_message},
    {"RemovePermission", sqs::remove_permission},
    {"SendMessage", sqs::send_message},
    {"SendMessageBatch", sqs::send_message_batch},
    {"SetQueueAttributes", sqs::set_queue_attributes},
    {"StartMessageMoveTask", sqs::start_message_move_task},
    {"TagQueue", sqs::tag_queue},
    {"UntagQueue", sqs::untag_queue},
};

constexpr std::size_t swept_per_turn = 1000;
constexpr Duration sweep_pause = 10ms;

// "sqs" "dead" prefix -> "": everything under the prefix is to be erased.
Key dead_key() { return Key("sqs").text("dead"); }

}  // namespace

Sqs::Sqs(Core& core, Duration name_rest_)
    : loop(core.loop),
      clock(core.clock),
      journal(core.journal),
      store(core.store),
      entropy(core.entropy.fork("sqs")),
      name_rest(name_rest_) {}

const ServiceInfo& Sqs::info() const { return sqs::description; }

void Sqs::call(std::string_view operation, const Context& context, const json::object& input, Reply reply) {
  dispatch<Sqs>(operations, *this, operation, context, input, std::move(reply));
}

void Sqs::resume() {
  move_tasks.resume();
  sweep_soon();
}

// "http://any:1234/123456789012/name", "/123456789012/name" or "name".
sqs::Queue Sqs::queue_at(const Input& input, std::string_view member) const {
  const auto given = input.maybe_text(member);
  if (!given || given->empty()) throw sqs::missing(member);
  std::string_view url = *given;
  while (url.ends_with('/')) url.remove_suffix(1);
  const auto slash = url.rfind('/');
  const std::string_view name = slash == url.npos ? url : url.substr(slash + 1);
  std::string_view account = input.context.account;
  if (slash != url.npos) {
    const std::string_view before = url.substr(0, slash);
    const std::string_view owner = before.substr(before.rfind('/') + 1);
    if (sqs::is_account(owner)) account = owner;
  }
  auto queue = queues.find(account, input.context.region, name);
  if (!queue) throw sqs::no_such_queue();
  return *std::move(queue);
}

void Sqs::drop_messages(std::uint64_t queue_number) {
  hidden.erase(queue_number);
  store.put(dead_key().raw(sqs::messages_prefix(queue_number)), "");
  sweep_soon();
}

void Sqs::drop_memories(std::uint64_t queue_id) {
  for (const char* kind : {"deduplication", "attempt"}) {
    store.put(dead_key().raw(sqs::Recent::prefix(kind, queue_id)), "");
  }
  sweep_soon();
}

void Sqs::sweep_soon() {
  sweeping_ = clock.after(
      sweep_pause, [this] { sweep(); }, Purpose::housekeeping);
}

void Sqs::sweep() {
  std::string record, prefix;
  if (const Cursor at = store.scan(dead_key()); at.valid()) {
    record = at.key();
    prefix = record.substr(dead_key().bytes().size());
  }
  if (record.empty()) return;
  std::vector<std::string> keys;
  for (Cursor at = store.scan(prefix); at.valid() && keys.size() < swept_per_turn; at.next()) {
    keys.emplace_back(at.key());
  }
  for (const std::string& key : keys) store.erase(key);
  if (keys.size() < swept_per_turn) store.erase(record);
  sweep_soon();
}

}  // namespace orrery
