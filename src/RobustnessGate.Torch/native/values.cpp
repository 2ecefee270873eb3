#include "values.h"

#include <ATen/core/function_schema.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace rg {

namespace {

thread_local std::string last_error;

// libtorch's own optional became the standard's; taking it from an interface that has one suits every version.
template <typename T>
struct optional_of;
template <template <typename> class Optional, typename T>
struct optional_of<Optional<T>> {
    using tensor = Optional<at::Tensor>;
};
using optional_tensor = optional_of<std::decay_t<decltype(std::declval<const c10::Argument&>().default_value())>>::tensor;

template <typename T>
c10::List<T> list_of(const void* data, int32_t length) {
    c10::List<T> list;
    list.reserve(static_cast<size_t>(length));
    for (int32_t i = 0; i < length; i++) {
        list.push_back(static_cast<T>(static_cast<const T*>(data)[i]));
    }
    return list;
}

c10::List<bool> bool_list(const void* data, int32_t length) {
    c10::List<bool> list;
    for (int32_t i = 0; i < length; i++) {
        list.push_back(static_cast<const uint8_t*>(data)[i] != 0);
    }
    return list;
}

c10::IValue tensors_to_ivalue(const rg_value& value, bool optional) {
    auto handles = static_cast<void* const*>(value.first.p);
    if (optional) {
        c10::List<optional_tensor> list;
        for (int32_t i = 0; i < value.length; i++) {
            list.push_back(handles[i] == nullptr ? optional_tensor() : optional_tensor(borrow(handles[i])));
        }
        return list;
    }
    c10::List<at::Tensor> list;
    for (int32_t i = 0; i < value.length; i++) {
        list.push_back(borrow(handles[i]));
    }
    return list;
}

std::vector<c10::IValue> children(const rg_value& value) {
    auto items = static_cast<const rg_value*>(value.first.p);
    std::vector<c10::IValue> result;
    for (int32_t i = 0; i < value.length; i++) {
        result.push_back(to_ivalue(items[i], wanted::any));
    }
    return result;
}

c10::IValue generic_list(const rg_value& value) {
    auto items = children(value);
    auto type = items.empty() ? c10::AnyType::get() : items.front().type();
    c10::impl::GenericList list(type);
    for (auto& item : items) {
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

void set_error(std::string text) { last_error = std::move(text); }

at::Tensor borrow(void* tensor) {
    if (tensor == nullptr) {
        return at::Tensor();
    }
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(static_cast<c10::TensorImpl*>(tensor)));
}

void* release(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

c10::IValue to_ivalue(const rg_value& value, wanted kind) {
    switch (value.tag) {
    case RG_NONE:
        return kind == wanted::tensor ? c10::IValue(at::Tensor()) : c10::IValue();
    case RG_TENSOR:
        return borrow(value.first.p);
    case RG_INT:
        if (kind == wanted::floating) {
            return static_cast<double>(value.first.i);
        }
        if (kind == wanted::ints) {
            return c10::List<int64_t>({value.first.i});
        }
        return value.first.i;
    case RG_DOUBLE:
        return value.first.d;
    case RG_BOOL:
        return value.first.i != 0;
    case RG_STRING:
        return std::string(static_cast<const char*>(value.first.p), static_cast<size_t>(value.length));
    case RG_INT_LIST:
        return list_of<int64_t>(value.first.p, value.length);
    case RG_DOUBLE_LIST:
        return list_of<double>(value.first.p, value.length);
    case RG_BOOL_LIST:
        return bool_list(value.first.p, value.length);
    case RG_TENSOR_LIST:
        return tensors_to_ivalue(value, kind == wanted::optional_tensors);
    case RG_OPTIONAL_TENSOR_LIST:
        return tensors_to_ivalue(value, true);
    case RG_DEVICE:
        return c10::Device(static_cast<c10::DeviceType>(value.first.i), static_cast<c10::DeviceIndex>(value.second.i));
    case RG_GENERATOR:
        return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(value.first.p)));
    case RG_COMPLEX:
        return c10::complex<double>(value.first.d, value.second.d);
    case RG_LIST:
        return generic_list(value);
    case RG_TUPLE:
        return c10::ivalue::Tuple::create(children(value));
    default:
        throw std::invalid_argument("A value of unknown kind " + std::to_string(value.tag) + " was passed to libtorch.");
    }
}

void storages::add(const at::Tensor& tensor) {
    if (tensor.defined() && tensor.has_storage()) {
        seen_.push_back(tensor.storage().unsafeGetStorageImpl());
    }
}

void storages::add(const c10::IValue& value) {
    if (value.isTensor()) {
        add(value.toTensor());
    } else if (value.isTensorList()) {
        for (const at::Tensor& tensor : value.toTensorVector()) {
            add(tensor);
        }
    }
}

int64_t storages::fresh_bytes(const at::Tensor& tensor) const {
    if (!tensor.defined() || !tensor.has_storage()) {
        return 0;
    }
    auto storage = tensor.storage().unsafeGetStorageImpl();
    if (std::find(seen_.begin(), seen_.end(), storage) != seen_.end()) {
        return 0;
    }
    return static_cast<int64_t>(storage->nbytes());
}

void from_tensor(at::Tensor tensor, const storages& inputs, rg_value& out) {
    out.tag = RG_TENSOR;
    out.length = 0;
    out.second.i = inputs.fresh_bytes(tensor);
    out.first.p = release(std::move(tensor));
}

rg_value* make_list(rg_value& out, int32_t tag, size_t length) {
    auto items = static_cast<rg_value*>(std::calloc(std::max<size_t>(length, 1), sizeof(rg_value)));
    if (items == nullptr) {
        throw std::bad_alloc();
    }
    out.tag = tag;
    out.length = static_cast<int32_t>(length);
    out.first.p = items;
    out.second.i = 0;
    return items;
}

void from_string(const std::string& text, rg_value& out) {
    auto copy = static_cast<char*>(std::malloc(text.size() + 1));
    if (copy == nullptr) {
        throw std::bad_alloc();
    }
    std::memcpy(copy, text.c_str(), text.size() + 1);
    out.tag = RG_STRING;
    out.length = static_cast<int32_t>(text.size());
    out.first.p = copy;
    out.second.i = 0;
}

void from_ivalue(const c10::IValue& value, const storages& inputs, rg_value& out) {
    out = rg_value{};
    if (value.isNone()) {
        return;
    }
    if (value.isTensor()) {
        from_tensor(value.toTensor(), inputs, out);
    } else if (value.isInt()) {
        out.tag = RG_INT;
        out.first.i = value.toInt();
    } else if (value.isDouble()) {
        out.tag = RG_DOUBLE;
        out.first.d = value.toDouble();
    } else if (value.isBool()) {
        out.tag = RG_BOOL;
        out.first.i = value.toBool() ? 1 : 0;
    } else if (value.isComplexDouble()) {
        auto number = value.toComplexDouble();
        out.tag = RG_COMPLEX;
        out.first.d = number.real();
        out.second.d = number.imag();
    } else if (value.isString()) {
        from_string(value.toStringRef(), out);
    } else if (value.isDevice()) {
        out.tag = RG_DEVICE;
        out.first.i = static_cast<int64_t>(value.toDevice().type());
        out.second.i = value.toDevice().index();
    } else if (value.isList()) {
        auto list = value.toList();
        auto items = make_list(out, RG_LIST, list.size());
        for (size_t i = 0; i < list.size(); i++) {
            from_ivalue(list.get(i), inputs, items[i]);
        }
    } else if (value.isTuple()) {
        auto tuple = value.toTuple();
        const auto& elements = tuple->elements();
        auto items = make_list(out, RG_TUPLE, elements.size());
        for (size_t i = 0; i < elements.size(); i++) {
            from_ivalue(elements[i], inputs, items[i]);
        }
    } else if (value.isGenericDict()) {
        auto dict = value.toGenericDict();
        auto items = make_list(out, RG_DICT, dict.size() * 2);
        size_t i = 0;
        for (const auto& entry : dict) {
            from_ivalue(entry.key(), inputs, items[i++]);
            from_ivalue(entry.value(), inputs, items[i++]);
        }
    } else {
        throw std::invalid_argument("libtorch returned a value of type " + value.type()->str() + ", which this binding cannot carry.");
    }
}

std::vector<at::Tensor> tensor_list(const rg_value& value) {
    auto handles = static_cast<void* const*>(value.first.p);
    std::vector<at::Tensor> result;
    for (int32_t i = 0; i < value.length; i++) {
        result.push_back(borrow(handles[i]));
    }
    return result;
}

}  // namespace rg

const char* rg_last_error() { return rg::last_error.c_str(); }

void rg_value_free(rg_value* values, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        auto tag = values[i].tag;
        if (tag == RG_LIST || tag == RG_TUPLE || tag == RG_DICT) {
            rg_value_free(static_cast<rg_value*>(values[i].first.p), values[i].length);
            std::free(values[i].first.p);
        } else if (tag == RG_STRING) {
            std::free(values[i].first.p);
        }
        values[i] = rg_value{};
    }
}
