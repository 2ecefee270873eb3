// Turning tagged values into libtorch's and back, and exceptions into text.
#pragma once

#include "abi.h"

#include <ATen/ATen.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/List.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace rg {

// What an operator's argument wants, where the tagged value alone does not say it.
enum class wanted { any, tensor, floating, ints, floats, tensors, optional_tensors };

void set_error(std::string text);

at::Tensor borrow(void* tensor);
void* release(at::Tensor tensor);

c10::IValue to_ivalue(const rg_value& value, wanted kind);

// The storages that went into a call: an output that lies in none of them is new memory.
class storages {
public:
    void add(const c10::IValue& value);
    int64_t fresh_bytes(const at::Tensor& tensor) const;

private:
    void add(const at::Tensor& tensor);
    std::vector<const c10::StorageImpl*> seen_;
};

void from_tensor(at::Tensor tensor, const storages& inputs, rg_value& out);
void from_ivalue(const c10::IValue& value, const storages& inputs, rg_value& out);

// A list value with room for that many children.
rg_value* make_list(rg_value& out, int32_t tag, size_t length);
void from_string(const std::string& text, rg_value& out);
std::vector<at::Tensor> tensor_list(const rg_value& value);

// Runs an action and turns whatever it throws into a status and a sentence.
template <typename Action>
int32_t guarded(Action&& action) noexcept {
    try {
        action();
        return 0;
    } catch (const c10::Error& error) {
        set_error(error.what_without_backtrace());
    } catch (const std::exception& error) {
        set_error(error.what());
    } catch (...) {
        set_error("libtorch threw something that is not an exception.");
    }
    return 1;
}

}  // namespace rg
