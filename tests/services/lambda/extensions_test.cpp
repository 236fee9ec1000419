// The Extensions API, as programs in layers and the function itself use it.
#include <fstream>

#include "core/digest.h"
#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

const char* const probe = R"(#!/usr/bin/python3 -IS
import http.client, json, os, select, sys
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
def ask(method, path, body=None, headers={}):
    api.request(method, path, body, headers)
    reply = api.getresponse()
    return reply, json.loads(reply.read())
root = '/2020-01-01/extension/'
mode = os.environ.get('PROBE')
if mode == 'exit': sys.exit(3)
reply, told = ask('POST', root + 'register', json.dumps({'events': ['INVOKE', 'SHUTDOWN']}),
                  {'Lambda-Extension-Name': 'probe', 'Lambda-Extension-Accept-Feature': 'accountId'})
print('registered', *sorted(told.values()), '_HANDLER' in os.environ, flush=True)
me = {'Lambda-Extension-Identifier': reply.getheader('Lambda-Extension-Identifier')}
print(*[ask('PUT', path, '{}', me)[1]['errorType'] for path in ('/2022-07-01/telemetry', '/2020-08-15/logs')], flush=True)
if mode == 'report':
    ask('POST', root + 'init/error', json.dumps({'errorMessage': 'no key'}),
        dict(me, **{'Lambda-Extension-Function-Error-Type': 'Extension.NoKey'}))
    sys.exit(1)
while True:
    reply, event = ask('GET', root + 'event/next', None, me)
    print('heard', event['eventType'], event.get('shutdownReason') or event['requestId'], flush=True)
    if event['eventType'] == 'SHUTDOWN': break
    if mode == 'crash': sys.exit(2)
    while mode == 'linger' and not os.path.exists(os.path.dirname(__file__) + '/go'): select.select([], [], [], 0.005)
)";

struct ExtensionWorld : LambdaWorld {
  // Keeps what is logged.
  struct Logs final : Service {
    const ServiceInfo& info() const override { return about; }
    void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
      if (operation == "PutLogEvents")
        for (const json::value& event : input.at("logEvents").as_array())
          lines.emplace_back(event.at("message").as_string());
      reply.ok({});
    }
    ServiceInfo about{.name = "logs", .resource = {}, .wires = {}, .refusals = {}};
    std::vector<std::string> lines;
  };
  ExtensionWorld() { directory.add(logs); }

  void create_with_probe(std::string_view mode = {}, std::string_view program = probe) {
    const std::string zip = to_base64(ZipBuilder().add("extensions/probe", program, 0100755).bytes());
    const json::object layer = call("lambda", "PublishLayerVersion",
                                    {{"LayerName", "l"}, {"Content", json::object{{"ZipFile", zip}}}});
    create("f", {{"Layers", json::array{layer.at("LayerVersionArn")}},
                 {"Environment", json::object{{"Variables", json::object{{"PROBE", mode}}}}}});
  }
  std::size_t place_of(std::string_view beginning) const {
    const auto found = std::find_if(logs.lines.begin(), logs.lines.end(),
                                    [&](const std::string& line) { return line.starts_with(beginning); });
    return static_cast<std::size_t>(found - logs.lines.begin());
  }
  bool logged(std::string_view beginning) const { return place_of(beginning) < logs.lines.size(); }
  std::string failure(std::string_view payload = "{}") {
    const json::object answer = json::parse(payload_of("f", payload)).as_object();
    const std::string message = text(answer, "errorMessage");
    return text(answer, "errorType") + message.substr(message.find(" Error: "));
  }

  Logs logs;
};

}  // namespace

TEST_CASE_METHOD(ExtensionWorld, "an extension in a layer hears of each invocation and of the end",
                 "[lambda]") {
  create_with_probe();
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
  CHECK(payload_of("f", R"({"do":"count"})") == "2");
  call("lambda", "DeleteFunction", {{"FunctionName", "f"}});
  until([&] { return logged("heard SHUTDOWN"); });
  CHECK(logged("heard SHUTDOWN spindown\n"));
  CHECK(std::count_if(logs.lines.begin(), logs.lines.end(),
                      [](const std::string& line) { return line.starts_with("heard INVOKE "); }) == 2);
  CHECK(logged("registered $LATEST 000000000000 any f False\n"));
  CHECK(logged("Telemetry.NotSupported Logs.NotSupported\n"));
  // The runtime waits for it, and the first invocation for both.
  CHECK(place_of("registered") < place_of("init done"));
  CHECK(place_of("EXTENSION\tName: probe\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n") < place_of("START"));
}

TEST_CASE_METHOD(ExtensionWorld, "an extension that does not start fails the function", "[lambda]") {
  SECTION("it ends") {
    create_with_probe("exit");
    CHECK(failure() == "Extension.Crash Error: exit status 3");
  }
  SECTION("it says so") {
    create_with_probe("report");
    CHECK(failure() == "Extension.NoKey Error: no key");
  }
  SECTION("it is no program") {
    create_with_probe({}, "#!/none");
    CHECK(failure() ==
          "Extension.LaunchError Error: fork/exec /opt/extensions/probe: No such file or directory");
  }
}

TEST_CASE_METHOD(ExtensionWorld, "an extension that ends takes the invocation with it", "[lambda]") {
  create_with_probe("crash");
  CHECK(failure(R"({"do":"hang"})") == "Extension.Crash Error: exit status 2");
}

TEST_CASE_METHOD(ExtensionWorld, "an extension hears of a runtime that fails", "[lambda]") {
  create_with_probe();
  CHECK(failure(R"({"do":"exit","status":1})") ==
        "Runtime.ExitError Error: Runtime exited with error: exit status 1");
  until([&] { return logged("heard SHUTDOWN failure\n"); });
  CHECK(payload_of("f", R"({"do":"count"})") == "1");
}

TEST_CASE_METHOD(ExtensionWorld, "a function may have an extension within itself", "[lambda]") {
  create_python("f", R"(
import http.client, json, os, queue, threading
def ask(method, path, body, headers):
    api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
    api.request(method, '/2020-01-01/extension/' + path, body, headers)
    reply = api.getresponse()
    return reply.getheader('Lambda-Extension-Identifier'), json.loads(reply.read())
def register(*events, name='inner'):
    return ask('POST', 'register', json.dumps({'events': events}), {'Lambda-Extension-Name': name})
refused = [register('SHUTDOWN')[1]['errorType'], register('RAIN')[1]['errorType'], register(name='')[1]['errorType']]
me = {'Lambda-Extension-Identifier': register('INVOKE')[0]}
refused += [register()[1]['errorType'], ask('GET', 'event/next', None, {})[1]['errorType'],
            ask('GET', 'event/next', None, {'Lambda-Extension-Identifier': 'x'})[1]['errorType']]
heard = queue.Queue()
def listen():
    while True: heard.put(ask('GET', 'event/next', None, me)[1])
threading.Thread(target=listen, daemon=True).start()
def handler(event, context):
    mine = heard.get(timeout=10)
    late = register(name='late')[1]['errorType']
    return [mine['eventType'], mine['requestId'] == context.aws_request_id, late, refused]
)");
  const json::value told = json::parse(payload_of("f"));
  CHECK(told == json::value{"INVOKE", true, "Extension.RegistrationClosed",
                            json::array{"Extension.InvalidEventType", "Extension.InvalidEventType",
                                        "Extension.InvalidExtensionName", "Extension.AlreadyRegistered",
                                        "Extension.MissingExtensionIdentifier",
                                        "Extension.UnknownExtensionIdentifier"}});
  CHECK(json::parse(payload_of("f")).at(0) == json::value("INVOKE"));
}

TEST_CASE_METHOD(ExtensionWorld,
                 "an invocation lasts until its extensions are done, its answer does not wait", "[lambda]") {
  create_with_probe("linger");
  const auto report = [&] { return place_of("REPORT"); };
  const auto let_go = [&] {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(files))
      if (entry.path().filename() == "probe") std::ofstream(entry.path().parent_path() / "go") << '\n';
  };
  SECTION("without its log") {
    CHECK(payload_of("f", R"({"do":"count"})") == "1");
    CHECK_FALSE(logged("REPORT"));
    advance(2s);
    let_go();
    until([&] { return logged("REPORT"); });
    CHECK_THAT(logs.lines[report()], Catch::Contains("\tDuration: 2000.00 ms\tBilled Duration: 20"));
  }
  SECTION("with its log, whose end is the report") {
    const auto slot = begin("lambda", "Invoke", {{"FunctionName", "f"}, {"LogType", "Tail"}});
    until([&] { return logged("heard INVOKE"); });
    let_go();
    until([&] { return slot->has_value(); });
    const std::string log = from_base64(text(std::get<json::object>(**slot), "LogResult")).value();
    CHECK_THAT(log, Catch::Contains("REPORT"));
  }
  SECTION("and no longer than its time-out") {
    CHECK(payload_of("f", R"({"do":"count"})") == "1");
    advance(3s);
    until([&] { return logged("REPORT"); });
    CHECK_THAT(logs.lines[report()], Catch::Contains("Status: timeout"));
  }
}
