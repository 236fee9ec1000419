#pragma once
// What of an execution is in the store.
//
//   states serial                          -> last serial given (8 bytes, big endian)
//   states running  serial                 -> JSON: account, region, machine, name
//   states execution  account region machine name -> JSON: the execution as it is described, and "serial"
//   states started  account region machine ~start ~serial -> name         (newest first)
//   states event    serial number          -> JSON: the event as GetExecutionHistory tells it
//   states frame    serial frame           -> JSON: see write_frame
//   states items    serial frame           -> JSON: the items of a Map
//   states result   serial frame index     -> JSON: what a branch or iteration ended with
//   states token    token                  -> JSON: serial, frame, run
//
// Frames, items, results and tokens are erased with the state that needed them; but frames, and the items and
// results of Maps in their middle, stay where an execution ended badly, for a redrive. An Express execution
// has none.
#include "core/key.h"
#include "core/store.h"
#include "services/states/execution/execution.h"

namespace orrery::states {

class Records {
 public:
  explicit Records(Store& store) : store_(store) {}

  std::uint64_t next_serial();

  void write_execution(const Execution& execution);
  void mark_running(const Execution& execution);
  void unmark_running(const Execution& execution);
  void index_start(const Execution& execution);

  void write_event(const Execution& execution, std::uint64_t number, const std::string& text);
  std::uint64_t last_event(std::uint64_t serial) const;

  void write_frame(const Execution& execution, const Frame& frame);
  void erase_frame(const Execution& execution, const Frame& frame);
  void write_items(const Execution& execution, const Frame& frame);
  void write_result(const Execution& execution, const Frame& frame, std::size_t index,
                    const json::value& result);
  void erase_children(const Execution& execution, const Frame& frame);

  struct TokenPlace {
    std::uint64_t serial = 0, frame = 0, run = 0;
  };
  void write_token(const Execution& execution, const Frame& frame);
  void erase_token(const std::string& token);
  std::optional<TokenPlace> find_token(std::string_view token) const;

  // An execution as it was described last, without its definition and frames.
  std::unique_ptr<Execution> read_execution(const Context& context, std::string_view machine,
                                            std::string_view name) const;
  std::unique_ptr<Execution> read_ended(const Context& context, std::string_view arn) const;
  // The frames of an execution as they were written, linked to its definition.
  void read_frames(Execution& execution) const;

  static Key execution_key(const Context& context, std::string_view machine, std::string_view name);
  static Key started_prefix(const Context& context, std::string_view machine);
  static Key event_key(std::uint64_t serial, std::uint64_t number);
  static Key event_prefix(std::uint64_t serial);
  static Key running_prefix();

 private:
  void link(Execution& execution, Frame& frame) const;
  Store& store_;
};

}  // namespace orrery::states
