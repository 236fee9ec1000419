#include "cli/remote.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <vector>

#include "cli/http/module.h"

namespace orrery::cli {
namespace {

// The client lives beside the program: liborrery_http.so.
OrreryHttpExchange load_client() {
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  const std::string path = (program.parent_path() / "liborrery_http.so").string();
  void* module = ::dlopen(path.c_str(), RTLD_NOW);
  void* exchange = module ? ::dlsym(module, "orrery_http_exchange") : nullptr;
  if (!exchange) throw std::runtime_error(std::string("cannot load the HTTP client: ") + ::dlerror());
  return reinterpret_cast<OrreryHttpExchange>(exchange);
}

void append(void* taker, const char* bytes, unsigned long size) {
  static_cast<std::string*>(taker)->append(bytes, size);
}

std::string setting(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

Refusal refusal_in(const json::value& answer, const std::string& text) {
  const json::object* error = answer.if_object();
  if (!error) return {"", text};
  std::string code = text_of(*error, "__type");
  code.erase(0, code.rfind('#') + 1);
  for (const char* name : {"message", "Message", "error"})
    if (const auto message = find_text(*error, name)) return {code, std::string(*message)};
  return {code, text};
}

}  // namespace

std::string wrong_endpoint(const std::string& endpoint) {
  constexpr std::string_view scheme = "http://";
  std::string_view host = endpoint;
  host.remove_prefix(endpoint.starts_with(scheme) ? scheme.size() : host.size());
  while (host.ends_with('/')) host.remove_suffix(1);
  const bool right = !host.empty() && host.find_first_of(" \t@?#/") == host.npos;
  return right ? std::string() : "must be like http://127.0.0.1:4566, not '" + endpoint + "'";
}

std::string chosen_endpoint(std::string given) {
  if (given.empty()) given = setting("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
  if (const std::string wrong = wrong_endpoint(given); !wrong.empty())
    throw std::runtime_error("AWS_ENDPOINT_URL " + wrong);
  while (given.ends_with('/')) given.pop_back();
  return given;
}

json::object Remote::get(const std::string& path) const { return exchange("GET", path, "", {}); }

json::object Remote::erase(const std::string& path) const { return exchange("DELETE", path, "", {}); }

json::object Remote::post(const std::string& path, const json::object& body) const {
  return exchange("POST", path, to_text(body), {{"Content-Type", "application/json"}});
}

json::object Remote::call(std::string_view service, const std::string& target,
                          const json::object& input) const {
  const std::string credential = setting("AWS_ACCESS_KEY_ID", "test") + "/20260101/" +
                                 setting("AWS_REGION", setting("AWS_DEFAULT_REGION", "us-east-1").c_str()) +
                                 '/' + std::string(service) + "/aws4_request";
  return exchange(
      "POST", "/", to_text(input),
      {{"Content-Type", "application/x-amz-json-1.1"},
       {"X-Amz-Target", target},
       {"Authorization", "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=0"}});
}

json::object Remote::exchange(const char* method, const std::string& path, const std::string& body,
                              const std::vector<std::pair<std::string, std::string>>& headers) const {
  static const OrreryHttpExchange client = load_client();
  std::vector<const char*> fields;
  for (const auto& [name, value] : headers) {
    fields.push_back(name.c_str());
    fields.push_back(value.c_str());
  }
  fields.push_back(nullptr);
  const OrreryHttpCall call{endpoint_.c_str(), method, path.c_str(), fields.data(), body.data(),
                            body.size(),       60};
  std::string answer;
  const int status = client(&call, &answer, append);
  if (status == 0)
    throw std::runtime_error(
        "no orrery answers at " + endpoint_ +
        ": is one started, and on this port? --endpoint or AWS_ENDPOINT_URL names another");
  const auto parsed = parse_json(answer);
  if (status >= 300 && !parsed)
    throw std::runtime_error("what answers at " + endpoint_ + " is no orrery (HTTP " +
                             std::to_string(status) + ")");
  if (status >= 300) throw refusal_in(*parsed, answer);
  if (!parsed || !parsed->is_object()) throw std::runtime_error("no JSON came from " + endpoint_ + path);
  return parsed->get_object();
}

}  // namespace orrery::cli
