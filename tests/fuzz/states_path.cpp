// Any text as a path or an intrinsic function, over a small document.
#include "services/states/document.h"
#include "services/states/template.h"

using namespace orrery::states;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const orrery::json::value document =
      *orrery::parse_json(R"({"a":[1,2.5,"x",{"b":[null,true,{"c":"d"}]}],"n":-3,"t":"text","e":{}})");
  static const Variables variables;
  orrery::Entropy entropy(1);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const Scope scope{document, ContextSource([] { return document; }), variables};
    if (looks_intrinsic(text)) {
      Intrinsic::parse(text).evaluate(scope, entropy);
    } else {
      const Path path = Path::parse(text);
      if (path.root != Path::Root::variable) scope.find(path);
      orrery::json::value written = document;
      if (path.reference()) write_at(written, path, 1);
    }
  } catch (const PathError&) {
  } catch (const Failure&) {
  }
  return 0;
}
