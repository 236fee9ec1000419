// The order in which a scan meets partitions, which is that of AWS for every type of key.
#include <vector>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {
namespace {

struct ScanOrderWorld : DynamodbWorld {
  // The keys of a table of `type`, put in the order given, as a scan finds them.
  std::string scanned(const std::string& type, const std::vector<std::string>& keys) {
    const std::string name = "of-" + type;
    ask("CreateTable", "{'TableName': '" + name +
                           "', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'a', "
                           "'KeyType': 'HASH'}], 'AttributeDefinitions': [{'AttributeName': 'a', "
                           "'AttributeType': '" +
                           type + "'}]}");
    for (const std::string& key : keys) put(name, "{'a': {'" + type + "': '" + key + "'}}");
    std::string found;
    const json::object page = ask("Scan", "{'TableName': '" + name + "'}");
    for (const json::value& item : page.at("Items").as_array())
      found += std::string(item.at("a").at(type).as_string()) + " ";
    return found;
  }
};

TEST_CASE_METHOD(ScanOrderWorld, "a scan meets partitions in the order of AWS", "[dynamodb][scan]") {
  CHECK(scanned("S", {"1", "A", "B", "a", "aa", "b", "key-1", "key-2", "key-3", "ü"}) ==
        "A aa B 1 b key-2 ü key-1 key-3 a ");
  CHECK(scanned("N", {"-123", "-12", "-1", "-0.001", "0", "0.05", "0.5", "1", "1.5", "2", "10", "12", "100",
                      "123", "123456789", "1e20", "-1e20", "-12345678901234567890123456789012345678"}) ==
        "-1 -12345678901234567890123456789012345678 10 -123 -100000000000000000000 123 2 100 12 1.5 "
        "100000000000000000000 123456789 0.5 0.05 1 0 -0.001 -12 ");
  CHECK(scanned("B", {"AA==", "YQ==", "/wE=", "eno="}) == "eno= /wE= YQ== AA== ");
}

}  // namespace
}  // namespace orrery::dynamodb
