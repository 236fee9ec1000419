#include "core/directory.h"

#include <cstdio>

namespace orrery {
namespace {

// The first member of `names` (comma separated) that the input has, as text.
std::string resource_of(std::string_view names, const json::object& input) {
  while (!names.empty()) {
    const auto comma = names.find(',');
    if (auto text = find_text(input, names.substr(0, comma))) return std::string(text->substr(0, 256));
    if (comma == std::string_view::npos) break;
    names.remove_prefix(comma + 1);
  }
  return {};
}

// One call on its way. Its answer passes here once, which ends its journal line.
struct Call {
  Call(Journal& journal_, std::uint64_t line_, Reply reply_)
      : journal(journal_), line(line_), reply(std::move(reply_)) {}

  void finish(Result result) {
    if (!reply) return;
    if (auto* error = std::get_if<AwsError>(&result)) {
      journal.end(line, error->code);
      reply.fail(std::move(*error));
    } else {
      journal.end(line, "ok");
      reply.ok(std::get<json::object>(std::move(result)));
    }
  }

  Journal& journal;
  std::uint64_t line;
  Reply reply;
  bool running = true;  // the operation is still on the stack
};

struct CallEdge final : Reply::Edge {
  explicit CallEdge(std::shared_ptr<Call> call_) : call(std::move(call_)) {}
  void complete(Result result) override { call->finish(std::move(result)); }
  // An operation that throws drops its reply on the way out: the error it throws is the answer.
  void dropped() override {
    if (!call->running) call->finish(Reply::dropped_error());
  }
  void on_gone(Task task) override { call->reply.on_gone(std::move(task)); }
  std::shared_ptr<Call> call;
};

}  // namespace

Directory::Directory(Loop& loop, Store& store, Journal& journal, Entropy entropy)
    : loop_(loop), store_(store), journal_(journal), entropy_(std::move(entropy)) {}

Service* Directory::find(std::string_view name) const {
  for (Service* service : services_)
    if (service->info().name == name) return service;
  return nullptr;
}

void Directory::call(std::string_view name, std::string_view operation, const Context& context,
                     json::object input, Reply reply) {
  Service* service = find(name);
  if (!service) return reply.fail(not_supported("service " + std::string(name)));
  Context inner = context;
  inner.request_id = entropy_.uuid();
  dispatch(*service, operation, std::move(inner), input, 0, std::move(reply));
}

void Directory::dispatch(Service& service, std::string_view operation, Context context,
                         const json::object& input, std::uint64_t bytes_in, Reply reply) {
  loop_.turn([&] {
    JournalLine line;
    line.kind = "call";
    line.account = context.account;
    line.region = context.region;
    line.service = service.info().name;
    line.operation = operation;
    line.resource = resource_of(service.info().resource, input);
    line.bytes_in = bytes_in;
    context.call = journal_.begin(std::move(line), context.trace);

    const auto call = std::make_shared<Call>(journal_, context.call, std::move(reply));
    const Store::Savepoint before = store_.savepoint();
    try {
      service.call(operation, context, input, Reply(std::make_unique<CallEdge>(call)));
    } catch (AwsError& error) {
      store_.roll_back(before);
      call->finish(std::move(error));
    } catch (const std::exception& error) {
      // A defect of ours or a full disk. The request gets a 500; the house stands.
      store_.roll_back(before);
      std::fprintf(stderr, "orrery: %s %.*s: %s\n", std::string(service.info().name).c_str(),
                   static_cast<int>(operation.size()), operation.data(), error.what());
      call->finish(AwsError("InternalFailure", error.what(), 500));
    }
    call->running = false;
    if (call.use_count() == 1) call->finish(Reply::dropped_error());
  });
}

}  // namespace orrery
