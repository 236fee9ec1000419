#include "tests/services/lambda/lambda_world.h"

#include <poll.h>
#include <unistd.h>

namespace orrery {

const char* const scripted_bootstrap = R"(#!/usr/bin/python3 -IS
import json, os, select, sys
import http.client
base = '/2018-06-01/runtime/'
def pause(seconds): select.select([], [], [], seconds)
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
def say(path, body, headers={}):
    api.request('POST', base + path, body, headers)
    api.getresponse().read()
print('init done', flush=True)
if os.environ.get('FAIL_INIT') == 'exit': sys.exit(7)
if os.environ.get('FAIL_INIT') == 'error':
    say('init/error', json.dumps({'errorType': 'Custom.Init', 'errorMessage': 'no luck'}))
    sys.exit(1)
count = 0
while True:
    api.request('GET', base + 'invocation/next')
    reply = api.getresponse()
    event = json.loads(reply.read() or '{}')
    head = dict((name.lower(), value) for name, value in reply.getheaders())
    rid = head['lambda-runtime-aws-request-id']
    count += 1
    do = event.get('do') if isinstance(event, dict) else None
    spawned = 0
    if do == 'print': print(event['text'], flush=True)
    if do == 'exit': sys.exit(event['status'])
    if do == 'hang': pause(1000)
    if do == 'sleep': pause(event['seconds'])
    if do == 'grow': held = bytearray(event['megabytes'] << 20); pause(1000)
    if do == 'spawn':
        import subprocess
        spawned = subprocess.Popen(['/bin/sleep', '1000']).pid
    if do == 'fail':
        say('invocation/' + rid + '/error', json.dumps({'errorType': 'Oops', 'errorMessage': event.get('why', 'bad')}))
        continue
    if do == 'write': open('/tmp/' + event['name'], 'w').write('x')
    result = {None: event, 'count': count, 'pid': os.getpid(), 'head': head, 'env': dict(os.environ),
              'read': open(event['path']).read() if do == 'read' else '', 'cwd': os.getcwd(),
              'list': sorted(os.listdir('/tmp')), 'spawn': spawned,
              'big': 'x' * event.get('size', 0) if do else ''}.get(do, 'done')
    say('invocation/' + rid + '/response', json.dumps(result))
)";

LambdaWorld::LambdaWorld(LambdaOptions options) {
  std::string name = (std::filesystem::temp_directory_path() / "orrery-lambda-test-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()));
  files = name;
  core.files = files;
  lambda = std::make_unique<Lambda>(core, options);
  directory.add(*lambda);
}

LambdaWorld::~LambdaWorld() {
  lambda.reset();
  std::error_code ignored;
  std::filesystem::remove_all(files, ignored);
}

json::object LambdaWorld::create(std::string_view name, json::object more) {
  json::object input{{"FunctionName", name},
                     {"Runtime", "provided.al2023"},
                     {"Handler", "any"},
                     {"Role", "arn:aws:iam::000000000000:role/any"},
                     {"Code", {{"ZipFile", bootstrap_zip(scripted_bootstrap)}}}};
  for (auto& [member, value] : more) input[member] = std::move(value);
  return call("lambda", "CreateFunction", std::move(input));
}

json::object LambdaWorld::create_python(std::string_view name, std::string_view source, json::object more) {
  more["Runtime"] = "python3.12";
  more["Handler"] = "index.handler";
  more["Code"] = json::object{{"ZipFile", zip_of("index.py", source)}};
  return create(name, std::move(more));
}

json::object LambdaWorld::invoke(std::string_view name, std::string_view payload, json::object more) {
  json::object input{{"FunctionName", name}, {"Payload", payload}};
  for (auto& [member, value] : more) input[member] = std::move(value);
  return call("lambda", "Invoke", std::move(input));
}

std::string LambdaWorld::payload_of(std::string_view name, std::string_view payload) {
  return text(invoke(name, payload), "Payload");
}

void LambdaWorld::until(std::function<bool()> condition) {
  constexpr int most_milliseconds = 20'000;
  for (int waited = 0; !condition(); ++waited) {
    REQUIRE(waited < most_milliseconds);
    if (loop.poll() == 0) ::poll(nullptr, 0, 1);
  }
}

}  // namespace orrery
