#include "core/directory.h"

#include <cstdio>

namespace orrery {
namespace {

// The first member of `names` (comma separated) that the input has, as text.
std::string resource_of(std::string_view names, const json::object& input) {
  while (!names.empty()) {
    const auto comma = names.find(',');
    if (auto text = find_text(input, names.substr(0, comma))) return std::string(*text);
    if (comma == std::string_view::npos) break;
    names.remove_prefix(comma + 1);
  }
  return {};
}

}  // namespace

// One call on its way. Its answer passes here once, which ends its journal line.
struct Directory::Call {
  Call(Journal& journal_, std::uint64_t line_, Reply reply_)
      : journal(journal_), line(line_), reply(std::move(reply_)) {}
  ~Call() { finish(Reply::dropped_error()); }

  void finish(Result result) {
    if (!reply) return;
    if (lost && std::holds_alternative<json::object>(result)) result = *std::move(lost);
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
  std::optional<AwsError> lost;  // what is told instead of a success
  bool running = true;           // the operation is still on the stack, or has not begun
};

struct Directory::CallEdge final : Reply::Edge {
  explicit CallEdge(std::shared_ptr<Call> call_) : call(std::move(call_)) {}
  void complete(Result result) override { call->finish(std::move(result)); }
  // An operation that throws drops its reply on the way out: the error it throws is the answer.
  void dropped() override {
    if (!call->running) call->finish(Reply::dropped_error());
  }
  void on_gone(Task task) override { call->reply.on_gone(std::move(task)); }
  std::shared_ptr<Call> call;
};

Directory::Directory(Loop& loop, Clock& clock, Store& store, Journal& journal, Entropy entropy)
    : loop_(loop),
      clock_(clock),
      store_(store),
      journal_(journal),
      entropy_(std::move(entropy)),
      faults_(entropy_.fork("faults")) {}

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
    const std::string resource = line.resource;
    // A call between services without a trace belongs to the call that made it.
    const bool is_effect = context.trace.empty() && context.call != 0;
    context.call =
        journal_.begin(std::move(line), is_effect ? journal_.trace_for(context.call, {}) : context.trace);

    const auto call = std::make_shared<Call>(journal_, context.call, std::move(reply));
    auto fault = fault_of(context, service.info().name, operation, resource);
    if (!fault) return run(service, operation, context, input, call);
    auto strike = [this, &service, operation_ = std::string(operation), context, fault,
                   call](const json::object& members) {
      if (fault->strikes(Fault::When::before)) return call->finish(*fault->error);
      if (fault->strikes(Fault::When::after)) call->lost = fault->error;
      run(service, operation_, context, members, call);
    };
    if (fault->delay == Duration{0}) return strike(input);
    later(fault->delay, [strike, members = input] { strike(members); });
  });
}

void Directory::run(Service& service, std::string_view operation, const Context& context,
                    const json::object& input, const std::shared_ptr<Call>& call) {
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
}

std::optional<Fault> Directory::fault_of(const Context& context, std::string_view service,
                                         std::string_view operation, std::string_view resource) {
  if (!context.caller.empty() && context.caller != "states") return std::nullopt;
  auto fault = faults_.of_call(context.account, service, operation, resource);
  if (fault)
    if (JournalLine* line = journal_.find(context.call)) line->details["fault"] = fault->rule;
  return fault;
}

void Directory::later(Duration delay, Task task) {
  const auto place = late_.emplace(late_.end());
  *place = clock_.after(delay, [this, place, task_ = std::move(task)]() mutable {
    late_.erase(place);
    task_();
  });
}

}  // namespace orrery
